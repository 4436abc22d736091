package dev.drydock.core.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressRulesTest {
    private static final EgressRules RULES =
            rules("Named.Example", "*.debian.org", "git.example:22", "*.git.example:443");

    private static EgressRules rules(String... texts) {
        return new EgressRules(List.of(texts).stream().map(EgressRule::parse).toList());
    }

    @Test
    void readsNamesAndPorts() {
        assertThat(EgressRule.parse("Deb.Debian.org"))
                .isEqualTo(new EgressRule("deb.debian.org", false, Set.of(80, 443)));
        assertThat(EgressRule.parse("*.debian.org:8080")).isEqualTo(new EgressRule("debian.org", true, Set.of(8080)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                ":80",
                "a b",
                "a/b",
                "a..b",
                ".a",
                "a.",
                "-a",
                "a-",
                "a*.b",
                "a.*.b",
                "**.a",
                "127.0.0.1",
                "2130706433",
                "[::1]",
                "::1",
                "a:",
                "a:0",
                "a:65536",
                "a:-1",
                "a:x",
                "a:80:80",
                "a:53",
                "ä.example",
                "a\n.b"
            })
    void whatIsNoNameIsRefused(String text) {
        assertThatThrownBy(() -> EgressRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAndPortsHaveAnEnd() {
        assertThatThrownBy(() -> EgressRule.parse("a".repeat(64))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EgressRule.parse("a.".repeat(126) + "aa"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(IntStream.range(1000, 1017)
                        .mapToObj(port -> "a.example:" + port)
                        .toArray(String[]::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("more than 16 different ports");
    }

    @ParameterizedTest
    @CsvSource({
        "named.example,      80,  true",
        "named.example,      443, true",
        "named.example,      22,  false",
        "www.named.example,  80,  false",
        "deb.debian.org,     80,  true",
        "a.b.debian.org,     443, true",
        "debian.org,         80,  false",
        "evildebian.org,     80,  false",
        "debian.org.evil,    80,  false",
        "git.example,        22,  true",
        "git.example,        443, false",
        "a.git.example,      443, true",
        "a.git.example,      22,  false",
        "'a b.debian.org',   80,  false",
        "other.example,      80,  false",
    })
    void permitsWhatIsNamedAndNothingElse(String host, int port, boolean permitted) {
        assertThat(RULES.permits(host, port)).isEqualTo(permitted);
    }

    /** Who runs the server knows what is at a name that they write out; below a domain strangers may set addresses. */
    @ParameterizedTest
    @CsvSource({
        "93.184.216.34,                 true,  true",
        "2606:2800:220:1:248:1893:25c8:1946, true, true",
        "10.1.2.3,                      true,  false",
        "192.168.1.1,                   true,  false",
        "172.16.0.1,                    true,  false",
        "100.64.0.1,                    true,  false",
        "fd00::1,                       true,  false",
        "127.0.0.1,                     false, false",
        "127.8.8.8,                     false, false",
        "0.0.0.0,                       false, false",
        "0.1.2.3,                       false, false",
        "169.254.169.254,               false, false",
        "224.0.0.1,                     false, false",
        "255.255.255.255,               false, false",
        "::,                            false, false",
        "::1,                           false, false",
        "fe80::1,                       false, false",
        "ff02::1,                       false, false",
        "::127.0.0.1,                   false, false",
        "::ffff:127.0.0.1,              false, false",
        "::ffff:169.254.169.254,        false, false",
        "64:ff9b::7f00:1,               false, false",
        "64:ff9b::a9fe:a9fe,            false, false",
        "2002:7f00:1::,                 false, false",
        "2002:a9fe:a9fe::,              false, false",
    })
    void addressesAreJudged(String text, boolean whereNamed, boolean belowADomain) {
        InetAddress address = InetAddress.ofLiteral(text);

        assertThat(RULES.permits("named.example", 80, address)).isEqualTo(whereNamed);
        assertThat(RULES.permits("deb.debian.org", 80, address)).isEqualTo(belowADomain);
        assertThat(RULES.permits("named.example", 81, address)).isFalse();
        assertThat(RULES.permits("other.example", 80, address)).isFalse();
    }

    /** A name that is written out for one port is below a domain at another. */
    @Test
    void whatIsNamedIsSoForItsPort() {
        EgressRules rules = rules("git.domain.example:22", "*.domain.example:443");
        InetAddress own = InetAddress.ofLiteral("10.1.2.3");

        assertThat(rules.permits("git.domain.example", 22, own)).isTrue();
        assertThat(rules.permits("git.domain.example", 443, own)).isFalse();
    }
}
