/** Adapters of every port without a kernel: deterministic, in memory, for tests and for a simulator. */
@NullMarked
package dev.drydock.core.simulated;

import org.jspecify.annotations.NullMarked;
