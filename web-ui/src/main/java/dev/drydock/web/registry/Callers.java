package dev.drydock.web.registry;

import dev.drydock.core.id.IdSource;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.RegistryError;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.web.unixsocket.Connections;
import dev.drydock.web.unixsocket.UnixEndPoint;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who asks: whoever comes through the socket of a lab host is its student, the engines bring a token. Instructors log in with a
 * password, wherever they are.
 */
final class Callers {
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final IdSource ids;
    private final InstructorLogin instructors;
    private final Map<LabId, String> tokens = new ConcurrentHashMap<>();
    /** By the hash of the token, so that the time of a look-up tells nothing. */
    private final Map<Digest, LabId> labs = new ConcurrentHashMap<>();

    /** @param ids each 256 random bits */
    Callers(IdSource ids, InstructorLogin instructors) {
        this.ids = ids;
        this.instructors = instructors;
    }

    String tokenFor(LabId lab) {
        return tokens.computeIfAbsent(lab, _ -> {
            String token = ids.next();
            labs.put(hash(token), lab.first());
            return token;
        });
    }

    private static Digest hash(String token) {
        return Digest.ofBytes(token.getBytes(StandardCharsets.UTF_8));
    }

    /** How one says who one is. */
    static String scheme(Context context) {
        return Connections.of(context) instanceof UnixEndPoint
                        || credentials(context).isPresent()
                ? "Basic"
                : "Bearer";
    }

    /** Refuses who does not say, or says to be somebody else. */
    Caller of(Context context) {
        Optional<Credentials> credentials = credentials(context);
        if (credentials.isPresent() && credentials.get().user().equals(InstructorLogin.USER)) {
            return instructor(credentials.get());
        }
        if (Connections.of(context) instanceof UnixEndPoint endPoint) {
            LabId lab = ((LabId) endPoint.socket().owner()).first();
            credentials.ifPresent(given -> checkUser(lab, given));
            return Caller.student(lab.value());
        }
        String token = after(BEARER, authorization(context)).orElse("");
        return Optional.ofNullable(labs.get(hash(token)))
                .map(lab -> Caller.student(lab.value()))
                .orElseThrow(() -> new RegistryException(
                        RegistryError.UNAUTHORIZED,
                        credentials.isPresent()
                                ? "log in by your own name with any password, as " + InstructorLogin.USER
                                        + " with the password of this server, or not at all"
                                : "this address is for the engines of this server"));
    }

    private Caller instructor(Credentials given) {
        if (!instructors.accepts(given.password())) {
            throw new RegistryException(
                    RegistryError.UNAUTHORIZED,
                    "this is not the password of " + InstructorLogin.USER
                            + ": on the server's machine, ./drydock instructor tells it");
        }
        return Caller.instructor(InstructorLogin.USER);
    }

    /** A client may log in, though it need not: with any password, as its own student. */
    private static void checkUser(LabId lab, Credentials given) {
        if (!given.user().equals(lab.value())) {
            throw new RegistryException(
                    RegistryError.UNAUTHORIZED,
                    "you are " + lab + " here: log in by that name, with any password, or not at all");
        }
    }

    /** What a client says with {@code Basic} authentication (RFC 7617). */
    private record Credentials(String user, String password) {
        static Credentials decode(String encoded) {
            try {
                String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
                int colon = Math.max(0, decoded.indexOf(':'));
                return new Credentials(
                        decoded.substring(0, colon), decoded.substring(Math.min(colon + 1, decoded.length())));
            } catch (IllegalArgumentException e) {
                return new Credentials("", "");
            }
        }

        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    private static Optional<Credentials> credentials(Context context) {
        return after(BASIC, authorization(context)).map(Credentials::decode);
    }

    private static String authorization(Context context) {
        return Optional.ofNullable(context.header("Authorization")).orElse("");
    }

    private static Optional<String> after(String scheme, String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(scheme)
                ? Optional.of(authorization.substring(scheme.length()).strip())
                : Optional.empty();
    }
}
