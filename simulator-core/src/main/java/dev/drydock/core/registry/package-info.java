/**
 * The server's own registry: repositories with their tags, manifests and blobs, who may change them and what is kept of
 * them. Nothing here knows HTTP; the words and error codes are those of the OCI distribution specification 1.1.
 */
@NullMarked
package dev.drydock.core.registry;

import org.jspecify.annotations.NullMarked;
