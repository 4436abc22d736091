package dev.drydock.core.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabIdTest {
    @Test
    void theFirstHasTheStudentsNameAndTheOthersItsNumbers() {
        LabId first = new LabId("anna-2");
        LabId third = first.host(3);

        assertThat(third).hasToString("anna-2.3");
        assertThat(third.number()).isEqualTo(3);
        assertThat(third.name()).isEqualTo("host3");
        assertThat(third.hostname()).isEqualTo("host3");
        assertThat(third.first()).isEqualTo(first);
        assertThat(third.host(1)).isEqualTo(first);
        assertThat(third.host(2)).isEqualTo(new LabId("anna-2.2"));
        assertThat(first.first()).isEqualTo(first);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.name()).isEqualTo("host1");
        assertThat(first.hostname()).isEqualTo("anna-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".2", "..", "anna.1", "anna.0", "anna.22", "anna.x", "anna.2.3", "anna./2", "Anna", "a/b"})
    void nothingElseIsAName(String text) {
        assertThatThrownBy(() -> new LabId(text)).isInstanceOf(InvalidParameter.class);
    }
}
