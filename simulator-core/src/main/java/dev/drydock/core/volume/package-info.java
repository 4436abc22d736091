/**
 * Volumes of one engine and what is mounted in its containers. Volumes are directories of the lab host, below
 * {@code /var/lib/docker/volumes}; paths named here are always the lab host's, never the machine's.
 */
@NullMarked
package dev.drydock.core.volume;

import org.jspecify.annotations.NullMarked;
