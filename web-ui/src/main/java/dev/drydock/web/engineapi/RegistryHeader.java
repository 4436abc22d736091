package dev.drydock.web.engineapi;

import dev.drydock.core.distribution.RegistryAuth;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code X-Registry-Auth}: JSON in base64 for URLs. What cannot be read counts as none, as in dockerd. */
final class RegistryHeader {
    private RegistryHeader() {}

    static RegistryAuth of(Context context) {
        String header = context.header("X-Registry-Auth");
        if (header == null || header.isEmpty()) {
            return RegistryAuth.NONE;
        }
        try {
            String padded = header.replace('+', '-').replace('/', '_');
            byte[] json = Base64.getUrlDecoder().decode(padded);
            return auth(Json.MAPPER.readTree(new String(json, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | JacksonException e) {
            return RegistryAuth.NONE;
        }
    }

    /** From an {@code AuthConfig}. */
    static RegistryAuth auth(JsonNode config) {
        String username = text(config, "username");
        String password = text(config, "password");
        String pair = text(config, "auth");
        if (username.isEmpty() && !pair.isEmpty()) {
            String decoded = decoded(pair);
            int colon = decoded.indexOf(':');
            username = colon < 0 ? "" : decoded.substring(0, colon);
            password = colon < 0 ? "" : decoded.substring(colon + 1);
        }
        return new RegistryAuth(
                username, password, header(text(config, "identitytoken")), header(text(config, "registrytoken")));
    }

    private static String decoded(String pair) {
        try {
            return new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String text(JsonNode config, String member) {
        return config.path(member).asString("");
    }

    /** What goes into a header has no control characters. */
    private static String header(String token) {
        return token.chars().allMatch(character -> character > ' ' && character < 0x7f) ? token : "";
    }
}
