package dev.drydock.lessons.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A lesson in a directory: {@code lesson.yaml} and {@code text.<language>.md}.
 *
 * @param name of the directory in problems
 */
record LessonDirectory(Path directory, String name) implements LessonSource {
    static final String STRUCTURE = "lesson.yaml";

    @Override
    public String structureName() {
        return STRUCTURE;
    }

    @Override
    public String textName(Locale locale) {
        return "text." + locale.toLanguageTag() + ".md";
    }

    @Override
    public String path(String file) {
        return name + "/" + file;
    }

    @Override
    public YamlNode structure() throws FormatException {
        return YamlReader.read(TextSource.read(directory.resolve(STRUCTURE)));
    }

    @Override
    public String text(Locale locale) throws FormatException {
        return TextSource.read(directory.resolve(textName(locale)));
    }

    @Override
    public List<AtLine<String>> problems() {
        return List.of();
    }
}
