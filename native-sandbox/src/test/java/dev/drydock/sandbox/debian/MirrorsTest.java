package dev.drydock.sandbox.debian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MirrorsTest {
    private static final Mirrors DEBIAN =
            new Mirrors("http://deb.debian.org/debian", "http://deb.debian.org/debian-security");

    @Test
    void theMachinesOwnMirrorsAreUsed() {
        String targets = """
                https://packages.example/node/|Node Source|Node Source
                http://mirror.example/debian/|Debian|Debian
                http://mirror.example/debian/|Debian|Debian
                https://secure.example/debian-security/|Debian|Debian-Security
                """;

        assertThat(Mirrors.of(targets))
                .isEqualTo(new Mirrors("http://mirror.example/debian/", "https://secure.example/debian-security/"));
    }

    @Test
    void elsewhereItIsDebiansOwn() {
        assertThat(Mirrors.of("")).isEqualTo(DEBIAN);
        assertThat(Mirrors.of("http://archive.ubuntu.com/ubuntu/|Ubuntu|Ubuntu\n"))
                .isEqualTo(DEBIAN);
    }

    @Test
    void anAddressThatWouldMeanMoreToAptIsNotUsed() {
        assertThat(Mirrors.of("""
                http://user:secret@mirror.example/debian/|Debian|Debian
                file:/media/cdrom|Debian|Debian
                http://x [trusted=yes] y|Debian|Debian
                http://a|Debian|Debian|more
                """)).isEqualTo(DEBIAN);
    }
}
