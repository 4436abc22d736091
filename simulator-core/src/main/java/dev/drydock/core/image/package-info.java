/** Images: a configuration over a stack of layers, and the names a lab has for them. */
@NullMarked
package dev.drydock.core.image;

import org.jspecify.annotations.NullMarked;
