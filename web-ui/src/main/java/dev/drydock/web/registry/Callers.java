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

/** Who asks: whoever comes through the socket of a lab host is its student, the engines bring a token. */
final class Callers {
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final IdSource ids;
    private final Map<LabId, String> tokens = new ConcurrentHashMap<>();
    /** By the hash of the token, so that the time of a look-up tells nothing. */
    private final Map<Digest, LabId> labs = new ConcurrentHashMap<>();

    /** @param ids each 256 random bits */
    Callers(IdSource ids) {
        this.ids = ids;
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
        return Connections.of(context) instanceof UnixEndPoint ? "Basic" : "Bearer";
    }

    /** Refuses who does not say, or says to be somebody else. */
    Caller of(Context context) {
        String authorization =
                Optional.ofNullable(context.header("Authorization")).orElse("");
        if (Connections.of(context) instanceof UnixEndPoint endPoint) {
            LabId lab = ((LabId) endPoint.socket().owner()).first();
            checkUser(lab, authorization);
            return Caller.student(lab.value());
        }
        String token = after(BEARER, authorization).orElse("");
        return Optional.ofNullable(labs.get(hash(token)))
                .map(lab -> Caller.student(lab.value()))
                .orElseThrow(() -> new RegistryException(
                        RegistryError.UNAUTHORIZED, "this address is for the engines of this server"));
    }

    /** A client may log in, though it need not: with any password, as its own student. */
    private static void checkUser(LabId lab, String authorization) {
        Optional<String> credentials = after(BASIC, authorization);
        if (credentials.isPresent() && !user(credentials.get()).equals(lab.value())) {
            throw new RegistryException(
                    RegistryError.UNAUTHORIZED,
                    "you are " + lab + " here: log in by that name, with any password, or not at all");
        }
    }

    private static String user(String credentials) {
        try {
            String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return decoded.substring(0, Math.max(0, decoded.indexOf(':')));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Optional<String> after(String scheme, String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(scheme)
                ? Optional.of(authorization.substring(scheme.length()).strip())
                : Optional.empty();
    }
}
