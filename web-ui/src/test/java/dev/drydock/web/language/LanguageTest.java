package dev.drydock.web.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    private static final Pattern ARGUMENT = Pattern.compile("\\{[0-9]}");
    private static final Pattern KEY_IN_TEMPLATE = Pattern.compile("(?:localize|lookup)\\(\"([a-z.-]+[a-z])\"");

    @ParameterizedTest
    @CsvSource({
        "'', ENGLISH",
        "'zh', CHINESE",
        "'zh-CN,zh;q=0.9,en;q=0.8', CHINESE",
        "'en-GB,zh;q=0.5', ENGLISH",
        "'fr,de;q=0.9', ENGLISH",
        "'fr,zh-Hant;q=0.1', CHINESE",
        "'zh;q=0', ENGLISH",
        "'*', ENGLISH",
        "';;;', ENGLISH",
        "'en;q=x', ENGLISH"
    })
    void aBrowserGetsTheFirstLanguageThatThePagesSpeak(String header, Language expected) {
        assertThat(Language.preferred(header)).isEqualTo(expected);
    }

    @Test
    void everySentenceIsThereInEveryLanguage() throws IOException {
        Properties english = messages("en");
        Properties chinese = messages("zh_CN");

        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(arguments(chinese, key)).as(key).isEqualTo(arguments(english, key));
            assertThat(chinese.getProperty(key)).as(key).isNotBlank();
        }
    }

    @Test
    void everyKeyOfTheTemplatesHasASentence() throws IOException {
        Properties english = messages("en");
        try (Stream<Path> templates = Files.list(Path.of("src/main/jte"))) {
            for (Path template : templates.toList()) {
                assertThat(KEY_IN_TEMPLATE
                                .matcher(Files.readString(template))
                                .results()
                                .map(found -> found.group(1)))
                        .as(template.toString())
                        .allMatch(english::containsKey);
            }
        }
    }

    private static Set<String> arguments(Properties messages, String key) {
        Set<String> arguments = new TreeSet<>();
        ARGUMENT.matcher(messages.getProperty(key))
                .results()
                .map(MatchResult::group)
                .forEach(arguments::add);
        return arguments;
    }

    private static Properties messages(String language) throws IOException {
        Properties messages = new Properties();
        String name = "messages_" + language + ".properties";
        try (InputStream bytes = Objects.requireNonNull(Messages.class.getResourceAsStream(name));
                Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            messages.load(reader);
        }
        return messages;
    }
}
