package dev.drydock.core.distribution;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param method such as {@code GET}
 * @param uri absolute, {@code http} or {@code https}
 * @param content of a request that has some; it is sent with its length
 * @param isConfined whether the host may have public addresses only
 */
public record RegistryRequest(
        String method, URI uri, Map<String, String> headers, Optional<RequestContent> content, boolean isConfined) {
    public RegistryRequest {
        headers = Map.copyOf(headers);
    }
}
