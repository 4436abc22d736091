package dev.drydock.core.distribution;

import java.io.IOException;

/**
 * Port: one HTTP exchange with a registry or with who issues its tokens. It follows no redirects and adds no credentials:
 * the rules for these are the client's. Safe for use by several threads.
 */
public interface RegistryTransport {
    /**
     * Sends a request and waits for the head of the response.
     *
     * @throws IOException when no response came; the message says why as Go's {@code net/http} does, such as
     *     {@code dial tcp 127.0.0.1:5000: connect: connection refused}
     * @throws dev.drydock.core.error.EngineException.Forbidden when the request may reach public addresses only and its
     *     host has another
     */
    RegistryResponse exchange(RegistryRequest request) throws IOException;
}
