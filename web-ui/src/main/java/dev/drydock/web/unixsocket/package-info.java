/** HTTP on unix sockets: many of them, each of which says who is asking. */
@NullMarked
package dev.drydock.web.unixsocket;

import org.jspecify.annotations.NullMarked;
