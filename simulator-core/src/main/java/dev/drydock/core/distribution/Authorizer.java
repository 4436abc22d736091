package dev.drydock.core.distribution;

import dev.drydock.core.oci.OciJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges of one endpoint: with a password, or with a token from the realm that the challenge names (token
 * authentication of the distribution project). A token is kept for all requests of the session.
 */
final class Authorizer {
    private static final int DOCUMENT_LIMIT = 64 * 1024;
    private static final String CLIENT = "docker";

    private final RegistryTransport transport;
    private final ReachRules rules;
    private final RegistryAuth auth;
    private final List<String> scopes;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<String> header;

    /** @param scopes what a token is asked for, such as {@code repository:library/x:pull} */
    Authorizer(RegistryTransport transport, ReachRules rules, RegistryAuth auth, List<String> scopes) {
        this.transport = transport;
        this.rules = rules;
        this.auth = auth;
        this.scopes = List.copyOf(scopes);
        this.header = first(rules.endpoint(), auth);
    }

    /** What the endpoint gets before it asks: the own registry who the lab is, or the password of who logged in by another name. */
    private static Optional<String> first(RegistryEndpoint endpoint, RegistryAuth auth) {
        return endpoint.own().map(own -> own.isAccount(auth) ? bearer(own.token()) : basic(auth));
    }

    /** The answer of a realm; some call the token so, some so. */
    private record Token(@Nullable String token, @Nullable String access_token) {}

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static String basic(RegistryAuth auth) {
        byte[] pair = (auth.username() + ":" + auth.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Value for the {@code Authorization} header, when one is known to be needed. */
    Optional<String> header() {
        return header;
    }

    /**
     * Makes the header that a registry asks for.
     *
     * @param used the header that it refused
     * @return whether there is another one now
     */
    boolean answer(Optional<String> used, List<String> challenges) throws IOException {
        lock.lock();
        try {
            if (!header.equals(used)) {
                return true;
            }
            Optional<String> next = answer(Challenge.read(challenges));
            boolean isOther = next.isPresent() && !next.equals(used);
            if (isOther) {
                header = next;
            }
            return isOther;
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> answer(List<Challenge> challenges) throws IOException {
        for (Challenge challenge : challenges) {
            if (challenge.isBearer()) {
                return Optional.of(bearer(auth.registryToken().isEmpty() ? token(challenge) : auth.registryToken()));
            } else if (challenge.isBasic() && auth.hasPassword()) {
                return Optional.of(basic(auth));
            }
        }
        return Optional.empty();
    }

    private String token(Challenge challenge) throws IOException {
        URI realm = realm(challenge);
        boolean isConfined = rules.isConfined(realm);
        RegistryRequest request = auth.identityToken().isEmpty()
                ? get(realm, challenge.parameter("service"), isConfined)
                : refresh(realm, challenge.parameter("service"), isConfined);
        try (RegistryResponse response = Exchanges.exchange(transport, request)) {
            if (response.status() == 401 && auth.hasPassword()) {
                throw new RegistryFailure(401, "UNAUTHORIZED", "unauthorized: incorrect username or password");
            } else if (response.status() != 200) {
                throw RegistryErrors.read(response);
            }
            return read(response.body());
        }
    }

    private static String read(InputStream body) throws IOException {
        Token token = OciJson.read(body.readNBytes(DOCUMENT_LIMIT), Token.class, "answer of the authorization server");
        String value = token.token() == null ? token.access_token() : token.token();
        if (value == null || !value.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IOException("authorization server did not include a token in the response");
        }
        return value;
    }

    private URI realm(Challenge challenge) throws IOException {
        String realm = challenge.parameter("realm");
        try {
            URI uri = URI.create(realm);
            if (!"https".equalsIgnoreCase(uri.getScheme()) && !rules.endpoint().isSameHost(uri)) {
                throw ReachRules.refused(uri);
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw new IOException("invalid realm in the registry's challenge", e);
        }
    }

    private RegistryRequest get(URI realm, String service, boolean isConfined) {
        StringBuilder query = new StringBuilder();
        append(query, "service", service);
        scopes.forEach(scope -> append(query, "scope", scope));
        Map<String, String> headers = new HashMap<>();
        if (auth.hasPassword()) {
            append(query, "account", auth.username());
            headers.put("Authorization", basic(auth));
        }
        String separator = realm.getRawQuery() == null ? "?" : "&";
        URI uri = URI.create(realm + (query.isEmpty() ? "" : separator + query));
        return new RegistryRequest("GET", uri, headers, Optional.empty(), isConfined);
    }

    private RegistryRequest refresh(URI realm, String service, boolean isConfined) {
        StringBuilder form = new StringBuilder();
        append(form, "grant_type", "refresh_token");
        append(form, "refresh_token", auth.identityToken());
        append(form, "service", service);
        append(form, "client_id", CLIENT);
        append(form, "scope", String.join(" ", scopes));
        return new RegistryRequest(
                "POST",
                realm,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Optional.of(RequestContent.of(form.toString().getBytes(StandardCharsets.UTF_8))),
                isConfined);
    }

    private static void append(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append(query.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
