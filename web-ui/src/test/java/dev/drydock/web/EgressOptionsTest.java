package dev.drydock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.egress.EgressRules;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EgressOptionsTest {
    private static EgressRules rules(String... arguments) {
        return CommandLine.populateCommand(new EgressOptions(), arguments).rules();
    }

    @Test
    void withoutItNothingIsReached() {
        assertThat(rules().isEmpty()).isTrue();
    }

    @Test
    void severalHostsAreNamedOneAfterAnother() {
        EgressRules rules = rules("--egress=deb.debian.org", "--egress", "*.pypi.org:443");

        assertThat(rules.permits("deb.debian.org", 80)).isTrue();
        assertThat(rules.permits("files.pypi.org", 443)).isTrue();
        assertThat(rules.permits("files.pypi.org", 80)).isFalse();
    }

    @Test
    void whatIsNoNameIsExplained() {
        assertThatThrownBy(() -> rules("--egress=10.0.0.1"))
                .isInstanceOf(StartProblem.class)
                .hasMessage(
                        "--egress takes a name such as deb.debian.org, deb.debian.org:443 or *.debian.org, not 10.0.0.1:"
                                + " not a name");
        assertThatThrownBy(() -> rules("--egress=deb.debian.org:70000"))
                .isInstanceOf(StartProblem.class)
                .hasMessageEndingWith("not deb.debian.org:70000: a port is a number from 1 to 65535");
    }
}
