package dev.drydock.lessons.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {
    @ParameterizedTest
    @CsvSource({
        "web, web, true",
        "web, web1, false",
        "web, we, false",
        "web*, web, true",
        "*, '', true",
        "*b, web, true",
        "w*b*, web, true",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXbX, false",
        "sh -c *, sh -c date, true",
        "w.b, web, false",
        "[w]eb, web, false",
    })
    void starStandsForAnyText(String glob, String text, boolean expected) {
        assertThat(new TextPattern(glob).matches(text)).isEqualTo(expected);
    }

    @Test
    void hostilePatternIsNoTrouble() {
        TextPattern pattern = new TextPattern("*a".repeat(200) + "b");
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(pattern.matches("a".repeat(10_000))).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, true", "0, 1, false", "!= 0, 1, true", "!=0, 0, false",
        ">= 2, 2, true", ">= 2, 1, false", "<= 2, 2, true", "<= 2, 3, false",
    })
    void comparesNumbers(String test, long value, boolean expected) {
        assertThat(NumberTest.parse(test).accepts(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "> 1", "-1", "1.5", "== 1", "9999999999999999999"})
    void otherNumbersAreRefused(String test) {
        assertThatThrownBy(() -> NumberTest.parse(test))
                .hasMessage("\"" + test + "\" is not a number, nor one after !=, >= or <=");
    }
}
