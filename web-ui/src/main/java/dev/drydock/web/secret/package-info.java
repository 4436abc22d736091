/** What the server alone knows, in files of its data directory. */
@NullMarked
package dev.drydock.web.secret;

import org.jspecify.annotations.NullMarked;
