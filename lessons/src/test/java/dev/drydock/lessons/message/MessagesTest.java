package dev.drydock.lessons.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");
    private static final ResourceBundle ENGLISH = Messages.bundle(Locale.ENGLISH);
    private static final ResourceBundle CHINESE = Messages.bundle(Locale.SIMPLIFIED_CHINESE);

    private static List<String> placeholders(String pattern) {
        return PLACEHOLDER
                .matcher(pattern)
                .results()
                .map(MatchResult::group)
                .sorted()
                .distinct()
                .toList();
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(new TreeSet<>(CHINESE.keySet())).isEqualTo(new TreeSet<>(ENGLISH.keySet()));
    }

    @Test
    void bothLanguagesUseTheSameArguments() {
        for (String key : ENGLISH.keySet()) {
            assertThat(placeholders(CHINESE.getString(key))).as(key).isEqualTo(placeholders(ENGLISH.getString(key)));
        }
    }

    @Test
    void everyPatternUsesItsArgumentsWhenFormatted() {
        Object[] arguments = {"<0>", "<1>", "<2>"};
        for (String key : ENGLISH.keySet()) {
            for (ResourceBundle bundle : List.of(ENGLISH, CHINESE)) {
                String text = new MessageFormat(bundle.getString(key), Locale.ROOT).format(arguments);
                assertThat(text).as(key).doesNotContain("{", "}");
                assertThat(Arrays.stream(arguments).map(String::valueOf).filter(text::contains))
                        .as(key)
                        .hasSameSizeAs(placeholders(bundle.getString(key)));
            }
        }
    }

    @Test
    void readersGetTheNearestLanguage() {
        assertThat(Messages.nearest(Locale.forLanguageTag("zh-CN"))).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(Messages.nearest(Locale.forLanguageTag("zh-Hant-TW"))).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(Messages.nearest(Locale.UK)).isEqualTo(Locale.ENGLISH);
        assertThat(Messages.nearest(Locale.FRENCH)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void argumentsAreTakenAsTheyAre() {
        assertThat(Messages.text(Locale.ENGLISH, "reason.state.running", List.of("{0}'s <b>")))
                .isEqualTo("The container {0}'s <b> is running.");
    }
}
