/** Images as archives: {@code docker save}, {@code docker load} and {@code docker import}. */
@NullMarked
package dev.drydock.core.archive;

import org.jspecify.annotations.NullMarked;
