package dev.drydock.web.pages;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/** What every answer tells the browser not to do. */
final class SecurityHeaders {
    private static final String NONCE = "nonce";
    private static final int NONCE_BYTES = 18;

    private final SecureRandom random = new SecureRandom();

    void add(Context request) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        request.attribute(NONCE, nonce);
        request.header("Content-Security-Policy", policy(nonce));
        request.header("X-Content-Type-Options", "nosniff");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Cross-Origin-Resource-Policy", "same-origin");
        request.header("Permissions-Policy", "camera=(), microphone=(), geolocation=(), clipboard-read=()");
    }

    /** The nonce of the answer to this request. */
    static String nonce(Context request) {
        return Objects.requireNonNull(request.<String>attribute(NONCE));
    }

    // The nonce is for the import map, and for the style elements that xterm makes.
    private static String policy(String nonce) {
        return "default-src 'none'; script-src 'self' 'nonce-" + nonce + "'; style-src 'self' 'nonce-" + nonce
                + "'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
                + "; frame-ancestors 'none'";
    }
}
