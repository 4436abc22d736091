/** Goes through lessons as students do, over the pages' own sockets, to prove that they can be done. */
@NullMarked
package dev.drydock.web.trial;

import org.jspecify.annotations.NullMarked;
