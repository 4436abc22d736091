package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameResolutionTest {
    private static NameResolution hosts(String... extraHosts) {
        return new NameResolution(List.of(), List.of(), List.of(), List.of(extraHosts));
    }

    private static NameResolution servers(String... servers) {
        return new NameResolution(List.of(servers), List.of(), List.of(), List.of());
    }

    /** As dockerd 20.10 writes them. */
    @Test
    void theFilesOfAllOptions() {
        NameResolution names = new NameResolution(
                List.of("1.2.3.4", "5.6.7.8"),
                List.of("a.b", "c.d"),
                List.of("ndots:2", "timeout:3"),
                List.of("x:9.9.9.9", "y:host-gateway", "z:::5"));

        names.check(Optional.empty());
        assertThat(names.resolverFile()).isEqualTo("""
                search a.b c.d
                nameserver 1.2.3.4
                nameserver 5.6.7.8
                options ndots:2 timeout:3""");
        assertThat(names.hostLines("172.17.0.1")).containsExactly("9.9.9.9\tx", "172.17.0.1\ty", "::5\tz");
    }

    @Test
    void withoutOptionsTheFileOfTheLabHostStays() {
        assertThat(NameResolution.DEFAULT.resolverFile()).isEmpty();
        assertThat(new NameResolution(List.of(), List.of("."), List.of(), List.of()).resolverFile())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | bad format for add-host: \"a\"",
                ":1.2.3.4 | bad format for add-host: \":1.2.3.4\"",
                "a=1.2.3.4 | bad format for add-host: \"a=1.2.3.4\"",
                "a:x | invalid IP address in add-host: \"x\"",
                "a: | invalid IP address in add-host: \"\"",
                "a:1.2.3 | invalid IP address in add-host: \"1.2.3\"",
                "a:1.2.3.256 | invalid IP address in add-host: \"1.2.3.256\"",
                "a b:1.2.3.4 | bad format for add-host: \"a b\""
            })
    void hostsThatAreNone(String host, String sentence) {
        assertThatThrownBy(() -> hosts(host).check(Optional.empty()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.2.3.4\nsearch evil", "::1%eth0", "fe80", "1"})
    void serversThatAreNone(String server) {
        assertThatThrownBy(() -> servers(server).check(Optional.empty()))
                .hasMessage("invalid IP address in dns: \"" + server + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.4", "::1", "2001:db8::7", "::ffff:1.2.3.4"})
    void serversThatAreSome(String server) {
        assertThatCode(() -> servers(server).check(Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void noOptionCanAddALine() {
        assertThatThrownBy(() -> new NameResolution(List.of(), List.of("a\nnameserver 6.6.6.6"), List.of(), List.of())
                        .check(Optional.empty()))
                .isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() ->
                        new NameResolution(List.of(), List.of(), List.of("a\nb"), List.of()).check(Optional.empty()))
                .isInstanceOf(InvalidParameter.class);
    }

    @Test
    void aSharedNetworkHasTheNamesOfItsOwner() {
        assertThatThrownBy(() -> servers("1.2.3.4").check(Optional.of("web")))
                .hasMessage("conflicting options: dns and the network mode");
        assertThatThrownBy(() -> hosts("a:1.2.3.4").check(Optional.of("web")))
                .hasMessage("conflicting options: custom host-to-IP mapping and the network mode");
    }
}
