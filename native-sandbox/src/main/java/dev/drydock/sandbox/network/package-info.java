/** Bridges on lab hosts, made by labd in the lab's own network namespace. */
@NullMarked
package dev.drydock.sandbox.network;

import org.jspecify.annotations.NullMarked;
