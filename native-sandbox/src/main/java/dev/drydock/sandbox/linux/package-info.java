/**
 * What Linux offers, with types: owned descriptors, detached mounts, idmapped trees, overlays, threads for calls that
 * block. Nothing here knows containers.
 */
@NullMarked
package dev.drydock.sandbox.linux;

import org.jspecify.annotations.NullMarked;
