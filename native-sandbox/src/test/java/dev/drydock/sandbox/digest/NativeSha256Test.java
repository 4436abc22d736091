package dev.drydock.sandbox.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.sandbox.libc.Libcrypto;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeSha256Test {
    private static final HexFormat HEX = HexFormat.of();
    private MessageDigest digest;

    @BeforeEach
    void install() throws NoSuchAlgorithmException {
        assumeTrue(Libcrypto.isThere(), "no libcrypto here");
        assertThat(NativeDigests.install()).isTrue();
        digest = MessageDigest.getInstance("SHA-256");
        assertThat(digest.getProvider()).isInstanceOf(NativeDigests.class);
    }

    @AfterEach
    void remove() {
        Arrays.stream(Security.getProviders())
                .filter(NativeDigests.class::isInstance)
                .map(Provider::getName)
                .forEach(Security::removeProvider);
    }

    @Test
    void digestsAreThoseOfTheStandard() {
        assertThat(HEX.formatHex(digest.digest()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(HEX.formatHex(digest.digest(new byte[] {'a', 'b', 'c'})))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void anyPiecesGiveWhatTheJdkGives() throws Exception {
        MessageDigest other = MessageDigest.getInstance("SHA-256", "SUN");
        Random random = new Random(42);
        for (int round = 0; round < 50; round++) {
            byte[] content = new byte[random.nextInt(40_000)];
            random.nextBytes(content);
            for (int at = 0; at < content.length; ) {
                int piece = 1 + random.nextInt(content.length - at);
                if (piece == 1) {
                    digest.update(content[at]);
                } else {
                    digest.update(content, at, piece);
                }
                at += piece;
            }
            assertThat(digest.digest()).isEqualTo(other.digest(content));
        }
    }

    /** TLS digests what it said so far again and again. */
    @Test
    void aCopyGoesItsOwnWay() throws CloneNotSupportedException, DigestException {
        digest.update((byte) 'a');
        MessageDigest copy = (MessageDigest) digest.clone();
        digest.update((byte) 'x');
        copy.update((byte) 'b');
        copy.update((byte) 'c');

        assertThat(HEX.formatHex(copy.digest()))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        digest.reset();
        assertThat(HEX.formatHex(digest.digest(new byte[] {'a', 'b', 'c'})))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
