package dev.drydock.web.language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language that the pages speak. */
public enum Language {
    ENGLISH("en", "English", Locale.ENGLISH),
    CHINESE("zh-CN", "简体中文", Locale.SIMPLIFIED_CHINESE);

    private final String tag;
    private final String ownName;
    private final Locale locale;

    Language(String tag, String ownName, Locale locale) {
        this.tag = tag;
        this.ownName = ownName;
        this.locale = locale;
    }

    /** As in the {@code lang} attribute. */
    public String tag() {
        return tag;
    }

    /** What its speakers call it. */
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return locale;
    }

    /** The language with exactly this tag. */
    public static Optional<Language> parse(String tag) {
        return List.of(values()).stream().filter(each -> each.tag.equals(tag)).findFirst();
    }

    /** The first language of an {@code Accept-Language} header that the pages speak, English otherwise. */
    public static Language preferred(String acceptLanguage) {
        try {
            return Locale.LanguageRange.parse(acceptLanguage).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> speaking(range.getRange()).stream())
                    .findFirst()
                    .orElse(ENGLISH);
        } catch (IllegalArgumentException e) {
            return ENGLISH; // Whatever a browser sends, the page is readable.
        }
    }

    private static Optional<Language> speaking(String range) {
        String wanted = Locale.forLanguageTag(range).getLanguage();
        return List.of(values()).stream()
                .filter(each -> each.locale.getLanguage().equals(wanted))
                .findFirst();
    }
}
