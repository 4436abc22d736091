package dev.drydock.web.preview;

import dev.drydock.core.labhost.LabId;
import dev.drydock.web.secret.SecretFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for lab hosts that nobody can guess, so that whoever has a link has it from somebody. They stay when the server is
 * started again: they are computed from the lab's id and a secret.
 */
public final class PreviewKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int SECRET = 32;
    private static final int KEY = 16;
    private final byte[] secret;

    /** @param secret of this server */
    public PreviewKeys(byte[] secret) {
        this.secret = secret.clone();
    }

    /** Reads the secret from a file that only the server may read, which is made when it is missing. */
    public static PreviewKeys open(Path file) {
        return new PreviewKeys(SecretFile.open(file, SECRET));
    }

    /** 26 letters and digits that may stand in a host name (RFC 4648, base 32, small). */
    public String of(LabId lab) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return encode(Arrays.copyOf(mac.doFinal(lab.value().getBytes(StandardCharsets.UTF_8)), KEY));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int count = 0;
        for (byte one : bytes) {
            bits = bits << Byte.SIZE | Byte.toUnsignedInt(one);
            for (count += Byte.SIZE; count >= 5; count -= 5) {
                text.append(LETTERS.charAt(bits >>> (count - 5) & 31));
            }
            bits &= (1 << count) - 1;
        }
        return text.append(LETTERS.charAt(bits << (5 - count) & 31)).toString();
    }
}
