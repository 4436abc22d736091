/**
 * The registry client: pulls, pushes and look-ups over the HTTP API of the OCI Distribution Specification 1.1, with the
 * rules for authentication, redirects and addresses. HTTP itself is behind {@link RegistryTransport}.
 */
@NullMarked
package dev.drydock.core.distribution;

import org.jspecify.annotations.NullMarked;
