package dev.drydock.lessons.format;

import java.util.List;
import java.util.Locale;

/** Where a lesson is read from, and how problems name the places. */
sealed interface LessonSource permits LessonDirectory, LessonFile {
    /** The file in which the steps stand, as sentences name it. */
    String structureName();

    /** The file in which a language stands, as sentences name it. */
    String textName(Locale locale);

    /** Such a file as problems name it. */
    String path(String file);

    /** What {@code lesson.yaml} says. */
    YamlNode structure() throws FormatException;

    /** What {@code text.<language>.md} says. */
    String text(Locale locale) throws FormatException;

    /** What is wrong with the form in which it stands, each with the line. */
    List<AtLine<String>> problems();
}
