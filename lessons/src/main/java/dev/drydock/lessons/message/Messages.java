package dev.drydock.lessons.message;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The message files of this module, and the languages that lessons are written in. */
public final class Messages {
    /** Every lesson exists in each of these; the first one serves readers of any other language. */
    public static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    // Without this the machine's own language would step in for a missing file.
    private static final Control EXACT = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private Messages() {}

    /** The language of lessons that serves this reader best: same language, whatever the region. */
    public static Locale nearest(Locale reader) {
        return LOCALES.stream()
                .filter(locale -> locale.getLanguage().equals(reader.getLanguage()))
                .findFirst()
                .orElse(LOCALES.getFirst());
    }

    /** The message with this key; plain text, arguments included as they are. */
    public static String text(Locale reader, String key, List<String> arguments) {
        Locale locale = nearest(reader);
        return new MessageFormat(bundle(locale).getString(key), locale).format(arguments.toArray());
    }

    public static String text(Locale reader, String key) {
        return text(reader, key, List.of());
    }

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(Messages.class.getPackageName() + ".messages", locale, EXACT);
    }
}
