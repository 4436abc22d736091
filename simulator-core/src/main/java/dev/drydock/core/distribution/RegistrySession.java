package dev.drydock.core.distribution;

import dev.drydock.core.time.Scheduler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests to one endpoint for one operation, with authentication and redirects. Safe for use by several threads. */
final class RegistrySession {
    private static final int REDIRECTS = 10;

    private final Outages outages;
    private final RegistryTransport transport;
    private final RegistryEndpoint endpoint;
    private final ReachRules rules;
    private final Authorizer authorizer;
    private final Scheduler scheduler;
    private final Cancellation cancellation;

    RegistrySession(RegistryClient client, Target target, Cancellation cancellation) {
        DistributionPorts ports = client.ports();
        this.outages = client.outages();
        this.transport = ports.transport();
        this.endpoint = target.endpoint();
        this.rules = new ReachRules(ports.settings(), endpoint);
        this.authorizer = new Authorizer(transport, rules, target.auth(), target.scopes());
        this.scheduler = ports.scheduler();
        this.cancellation = cancellation;
    }

    private RegistrySession(RegistrySession other, Cancellation cancellation) {
        this.outages = other.outages;
        this.transport = other.transport;
        this.endpoint = other.endpoint;
        this.rules = other.rules;
        this.authorizer = other.authorizer;
        this.scheduler = other.scheduler;
        this.cancellation = cancellation;
    }

    /** The same session for a part of the work that somebody else may end. */
    RegistrySession under(Cancellation other) {
        return new RegistrySession(this, other);
    }

    /**
     * Who is asked, as whom, and for what.
     *
     * @param scopes as a token is asked for
     */
    record Target(RegistryEndpoint endpoint, RegistryAuth auth, List<String> scopes) {
        Target {
            scopes = List.copyOf(scopes);
        }
    }

    RegistryEndpoint endpoint() {
        return endpoint;
    }

    /** Whether something that speaks the protocol is there. */
    void ping() throws IOException {
        try (RegistryResponse response = base()) {
            if (response.status() != 200 && response.status() != 401) {
                throw RegistryErrors.read(response);
            }
        }
    }

    /** What it answers at its base, unless it is known not to be there. */
    RegistryResponse base() throws IOException {
        return endpoint.own().isPresent()
                ? get("/v2/", Map.of())
                : outages.unlessKnown(endpoint.base().getRawAuthority(), () -> get("/v2/", Map.of()));
    }

    /** @param path after the endpoint's base, with a query where there is one */
    RegistryResponse get(String path, Map<String, String> headers) throws IOException {
        return send("GET", uri(path), headers, Optional.empty());
    }

    RegistryResponse head(String path, Map<String, String> headers) throws IOException {
        return send("HEAD", uri(path), headers, Optional.empty());
    }

    URI uri(String path) {
        return URI.create(endpoint.base() + path);
    }

    /** Sends a request, and once more with credentials when the registry asks for some. */
    RegistryResponse send(String method, URI uri, Map<String, String> headers, Optional<RequestContent> content)
            throws IOException {
        Optional<String> used = authorizer.header();
        RegistryResponse response = follow(method, uri, headers, content, used);
        if (response.status() != 401) {
            return response;
        }
        boolean answered = false;
        try {
            answered = authorizer.answer(used, response.headers("WWW-Authenticate"));
        } finally {
            if (answered) {
                response.close();
            }
        }
        return answered ? follow(method, uri, headers, content, authorizer.header()) : response;
    }

    @SuppressWarnings("ParameterNumber")
    private RegistryResponse follow(
            String method,
            URI first,
            Map<String, String> headers,
            Optional<RequestContent> content,
            Optional<String> authorization)
            throws IOException {
        URI uri = first;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            cancellation.check();
            Map<String, String> all = new HashMap<>(headers);
            if (endpoint.isSameHost(uri)) {
                authorization.ifPresent(value -> all.put("Authorization", value));
            }
            RegistryResponse response = Exchanges.exchange(
                    transport, new RegistryRequest(method, uri, all, content, rules.isConfined(uri)));
            Optional<String> location = redirect(method, response);
            if (location.isEmpty()) {
                return watched(response);
            }
            response.close();
            uri = resolve(uri, location.get());
        }
        throw new IOException("stopped after " + REDIRECTS + " redirects");
    }

    private static Optional<String> redirect(String method, RegistryResponse response) {
        boolean isRedirect = switch (response.status()) {
            case 301, 302, 303, 307, 308 -> method.equals("GET") || method.equals("HEAD");
            default -> false;
        };
        return isRedirect ? response.header("Location") : Optional.empty();
    }

    /** @param location of a response to a request for {@code from} */
    static URI resolve(URI from, String location) throws IOException {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("invalid location in the registry's answer", e);
        }
    }

    private RegistryResponse watched(RegistryResponse response) {
        Cancellation.Registration registration = cancellation.onCancel(response::close);
        MinimumRate body = new MinimumRate(response.body(), scheduler, response::close);
        return new RegistryResponse() {
            @Override
            public int status() {
                return response.status();
            }

            @Override
            public List<String> headers(String name) {
                return response.headers(name);
            }

            @Override
            public InputStream body() {
                return body;
            }

            @Override
            public void close() {
                registration.close();
                body.end();
                response.close();
            }
        };
    }
}
