package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Error responses of registries, and the sentences that Docker makes of them. */
final class RegistryErrors {
    private static final int BODY_LIMIT = 64 * 1024;
    private static final int SENTENCE_LIMIT = 1024;
    private static final String DENIED = "DENIED";
    private static final String UNAUTHORIZED = "UNAUTHORIZED";

    /** What stands beside the numbers in an HTTP/1.1 status line. */
    private static final Map<Integer, String> REASONS = Map.of(
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            429, "Too Many Requests",
            500, "Internal Server Error",
            502, "Bad Gateway",
            503, "Service Unavailable",
            504, "Gateway Timeout");

    private RegistryErrors() {}

    /** The body of an error (OCI distribution specification 1.1, "Error Codes"). */
    private record Body(@Nullable List<Entry> errors) {}

    private record Entry(@Nullable String code, @Nullable String message) {}

    static String status(int status) {
        return status + " " + REASONS.getOrDefault(status, "");
    }

    /** Reads what an unwelcome response says. */
    static RegistryFailure read(RegistryResponse response) throws IOException {
        int status = response.status();
        if (status < 400 || status >= 500) {
            return new RegistryFailure(
                    status,
                    "",
                    "received unexpected HTTP status: " + status(status).strip());
        }
        Optional<RegistryFailure> challenge = ofChallenge(response);
        if (challenge.isPresent()) {
            return challenge.get();
        }
        byte[] body = response.body().readNBytes(BODY_LIMIT);
        Optional<Entry> first = first(body);
        if (first.isPresent()) {
            String code = Objects.requireNonNullElse(first.get().code(), "UNKNOWN");
            return failure(status, code, Objects.requireNonNullElse(first.get().message(), ""));
        } else if (status == 401) {
            return failure(status, UNAUTHORIZED, "authentication required");
        } else if (body.length == 0 && status == 404) {
            return failure(status, "NAME_UNKNOWN", "repository name not known to registry");
        }
        return new RegistryFailure(
                status,
                "",
                "error parsing HTTP " + status + " response body: "
                        + GoNumbers.quote(new String(body, StandardCharsets.UTF_8)));
    }

    /** RFC 6750, section 3.1. */
    private static Optional<RegistryFailure> ofChallenge(RegistryResponse response) {
        return Challenge.read(response.headers("WWW-Authenticate")).stream()
                .filter(Challenge::isBearer)
                .flatMap(challenge -> switch (challenge.parameter("error")) {
                    case "insufficient_scope" ->
                        Optional.of(failure(response.status(), DENIED, "requested access to the resource is denied"))
                                .stream();
                    case "invalid_token" ->
                        Optional.of(failure(response.status(), UNAUTHORIZED, "authentication required")).stream();
                    default -> Optional.<RegistryFailure>empty().stream();
                })
                .findFirst();
    }

    private static RegistryFailure failure(int status, String code, String message) {
        String kind = clean(code).toLowerCase(Locale.ROOT).replace('_', ' ');
        return new RegistryFailure(status, code, kind + ": " + clean(message));
    }

    private static Optional<Entry> first(byte[] body) {
        try {
            List<Entry> errors =
                    OciJson.read(body, Body.class, "error of the registry").errors();
            return errors == null || errors.isEmpty() ? Optional.empty() : Optional.ofNullable(errors.getFirst());
        } catch (EngineException.InvalidParameter e) {
            return Optional.empty();
        }
    }

    /** It ends in a terminal, so nothing in it may steer one. */
    static String clean(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .limit(SENTENCE_LIMIT)
                .forEach(result::appendCodePoint);
        return result.toString();
    }

    /** What the failed pull of an image is to who asked for it. */
    static EngineException ofPull(IOException failure, ImageReference reference) {
        if (!(failure instanceof RegistryFailure answer)) {
            return new EngineException.SystemFailure(message(failure));
        }
        String cause = message(answer);
        return switch (answer.code()) {
            case DENIED ->
                new EngineException.NotFound("pull access denied for "
                        + reference.repository().familiar()
                        + ", repository does not exist or may require 'docker login': " + cause);
            case "MANIFEST_UNKNOWN" ->
                new EngineException.NotFound("manifest for " + reference.familiar() + " not found: " + cause);
            case "NAME_UNKNOWN" ->
                new EngineException.NotFound(
                        "repository " + reference.repository().familiar() + " not found: " + cause);
            default -> of(answer);
        };
    }

    /** What any other failure is. */
    static EngineException of(IOException failure) {
        if (failure instanceof RegistryFailure answer) {
            return switch (answer.status()) {
                case 401 -> new EngineException.Unauthorized(message(answer));
                case 403 -> new EngineException.Forbidden(message(answer));
                case 404 -> new EngineException.NotFound(message(answer));
                default -> new EngineException.SystemFailure(message(answer));
            };
        }
        return new EngineException.SystemFailure(message(failure));
    }

    static String message(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isEmpty() ? failure.getClass().getSimpleName() : message;
    }
}
