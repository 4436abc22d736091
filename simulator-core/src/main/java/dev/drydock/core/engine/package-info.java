/** One engine: the services of a lab host wired together, and the read-only view that lessons and pictures use. */
@NullMarked
package dev.drydock.core.engine;

import org.jspecify.annotations.NullMarked;
