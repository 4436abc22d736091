/** HTTP exchanges with registries on {@code java.net.http}; what may be asked, and how, is decided in the core. */
@NullMarked
package dev.drydock.sandbox.distribution;

import org.jspecify.annotations.NullMarked;
