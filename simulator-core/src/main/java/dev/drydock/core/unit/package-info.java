/** Quantities as people write them for Docker. */
@NullMarked
package dev.drydock.core.unit;

import org.jspecify.annotations.NullMarked;
