package dev.drydock.core.id;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Identifiers from the system's random numbers. */
public final class RandomIds implements IdSource {
    private static final int BYTES = 32;
    private static final int SHORT = 12;
    private final SecureRandom random = new SecureRandom();

    @Override
    public String next() {
        byte[] bytes = new byte[BYTES];
        String id;
        do {
            random.nextBytes(bytes);
            id = HexFormat.of().formatHex(bytes);
        } while (isNumber(id.substring(0, SHORT)));
        return id;
    }

    /** As a host name, a short id without letters would be taken for a number (moby, {@code stringid}). */
    private static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }
}
