/** What the server does for practice before the first student comes. It uses lab hosts as any client does. */
@NullMarked
package dev.drydock.web.rehearsal;

import org.jspecify.annotations.NullMarked;
