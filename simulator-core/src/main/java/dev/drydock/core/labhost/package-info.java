/** The students' machines: one lab host with one engine each, and the ports that make them real and reachable. */
@NullMarked
package dev.drydock.core.labhost;

import org.jspecify.annotations.NullMarked;
