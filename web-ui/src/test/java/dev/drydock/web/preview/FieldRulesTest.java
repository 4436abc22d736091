package dev.drydock.web.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {
    private final FieldRules rules = new FieldRules(List.of("drydock-student", "drydock-language"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=b; Domain=localhost; Path=/ | a=b; Path=/",
                "a=b;domain=.school.example | a=b",
                "a=b; DOMAIN; Secure | a=b; Secure",
                "a=domain=x; Path=/ | a=domain=x; Path=/",
                "a=b; Domain=x; Domain=y | a=b"
            })
    void cookiesAreOfTheirOwnHostAlone(String sent, String passed) {
        HttpField field = FieldRules.toBrowser(new HttpField("Set-Cookie", sent));

        assertThat(field).isNotNull().extracting(HttpField::getValue).isEqualTo(passed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Strict-Transport-Security", "clear-site-data", "Alt-Svc", "Public-Key-Pins"})
    void whatHoldsForTheWholeDomainDoesNotPass(String name) {
        assertThat(FieldRules.toBrowser(new HttpField(name, "x"))).isNull();
    }

    @Test
    void otherFieldsPass() {
        HttpField field = new HttpField("Content-Security-Policy", "default-src 'none'");

        assertThat(FieldRules.toBrowser(field)).isSameAs(field);
        assertThat(rules.toService(field)).isSameAs(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1; drydock-student=secret; b=2 | a=1; b=2",
                "DRYDOCK-STUDENT=x;drydock-language=en;c=3 | c=3",
                "drydock-students=1 | drydock-students=1"
            })
    void servicesSeeNoCookiesOfThePages(String sent, String passed) {
        HttpField field = rules.toService(new HttpField("Cookie", sent));

        assertThat(field).isNotNull().extracting(HttpField::getValue).isEqualTo(passed);
    }

    @Test
    void nothingIsLeftOfTheirOwnCookiesAlone() {
        assertThat(rules.toService(new HttpField("Cookie", "drydock-student=secret")))
                .isNull();
    }
}
