/** Containers, their life cycle and processes, and the port that runs them (verbs of the OCI runtime specification). */
@NullMarked
package dev.drydock.core.container;

import org.jspecify.annotations.NullMarked;
