/** What the launcher asks of a running server, over a unix socket that only the machine's root can reach. */
@NullMarked
package dev.drydock.web.admin;

import org.jspecify.annotations.NullMarked;
