/** Digests by the processor's own instructions, for everything on this JVM that asks for one. */
@NullMarked
package dev.drydock.sandbox.digest;

import org.jspecify.annotations.NullMarked;
