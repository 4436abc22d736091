/**
 * Runs containers on Linux: turns what the engine asks for (capabilities, filters, mounts, endpoints) into labd's
 * requests, with the defaults and the sentences of Docker and runc.
 */
@NullMarked
package dev.drydock.sandbox.runtime;

import org.jspecify.annotations.NullMarked;
