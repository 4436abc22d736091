/** Streams that tell what passes through them. */
@NullMarked
package dev.drydock.core.stream;

import org.jspecify.annotations.NullMarked;
