package dev.drydock.sandbox.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {
    private static String proxy(Map<String, String> environment, String uri) {
        return ProxySettings.of(environment).select(URI.create(uri)).getFirst().address()
                        instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "none";
    }

    @Test
    void eachSchemeHasItsOwn() {
        Map<String, String> environment = Map.of("HTTP_PROXY", "http://one:3128", "https_proxy", "two:8080/");

        assertThat(proxy(environment, "http://a.example/")).isEqualTo("one:3128");
        assertThat(proxy(environment, "https://a.example/")).isEqualTo("two:8080");
        assertThat(proxy(Map.of(), "https://a.example/")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/, proxy:80",
        "https://b.example/, none",
        "https://sub.b.example/, none",
        "https://xb.example/, proxy:80",
        "https://sub.c.example/, none",
        "https://c.example/, proxy:80",
        "https://d.example:5000/, none",
        "https://d.example/, proxy:80",
        "http://127.0.0.1:5000/, none",
        "http://localhost/, none",
    })
    void hostsCanBeReachedDirectly(String uri, String expected) {
        Map<String, String> environment = Map.of(
                "HTTPS_PROXY", "proxy", "HTTP_PROXY", "proxy", "NO_PROXY", "b.example, .c.example,d.example:5000");

        assertThat(proxy(environment, uri)).isEqualTo(expected);
    }

    @Test
    void whatIsNoAddressStopsTheServer() {
        assertThatThrownBy(() -> ProxySettings.of(Map.of("HTTP_PROXY", "http://a b")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
