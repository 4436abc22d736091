package dev.drydock.web.student;

import dev.drydock.core.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret in a student's cookie: 256 random bits. Only its digest is stored. */
public record SessionToken(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public SessionToken {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a session token");
        }
    }

    /** Empty when a browser sent something else. */
    public static Optional<SessionToken> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SessionToken(text)) : Optional.empty();
    }

    /** What a store keeps: whoever reads the database cannot become the student. */
    public Digest digest() {
        return Digest.ofBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "SessionToken[…]";
    }
}
