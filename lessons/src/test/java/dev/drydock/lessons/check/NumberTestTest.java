package dev.drydock.lessons.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTestTest {
    @ParameterizedTest
    @CsvSource({
        "BYTES, 0, 0, 0",
        "BYTES, 512, 512, 512",
        "BYTES, 64m, 67108864, 64m",
        "BYTES, 64M, 67108864, 64m",
        "BYTES, 1024k, 1048576, 1m",
        "BYTES, 1g, 1073741824, 1g",
        "BYTES, 2048g, 2199023255552, 2048g",
        "CPUS, 0.5, 500000000, 0.5",
        "CPUS, 2, 2000000000, 2",
        "CPUS, 1.50, 1500000000, 1.5",
        "PIECES, 100, 100, 100",
    })
    void readsAndWritesNumbersAsPeopleDo(Unit unit, String text, long number, String written) {
        NumberTest test = NumberTest.parse(">= " + text, unit);

        assertThat(test.number()).isEqualTo(number);
        assertThat(test.text()).isEqualTo(written);
        assertThat(test.accepts(number)).isTrue();
        assertThat(test.accepts(number - 1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"BYTES, 64mb", "BYTES, 1.5g", "BYTES, 9999999999g", "CPUS, .5", "CPUS, 1e9", "PIECES, 64m", "PIECES, -1"
    })
    void refusesOthers(Unit unit, String text) {
        assertThatThrownBy(() -> NumberTest.parse(text, unit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a " + unit.words() + ", nor one after !=, >= or <=");
    }

    @Test
    void twoSignsAreRefused() {
        assertThatThrownBy(() -> NumberTest.parse(">= <= 3")).isInstanceOf(IllegalArgumentException.class);
    }
}
