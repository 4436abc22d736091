/**
 * Layers on a Linux file system: read-only ones once per server, writable ones per container, and the overlays that join
 * them. Files keep their owners as in the image; each lab sees them through an id map. The directories are for root only,
 * because students' setuid programs lie in them.
 */
@NullMarked
package dev.drydock.sandbox.storage;

import org.jspecify.annotations.NullMarked;
