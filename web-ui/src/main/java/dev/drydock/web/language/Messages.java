package dev.drydock.web.language;

import gg.jte.support.LocalizationSupport;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The pages' sentences in one language, for templates and for messages to the browser. */
public final class Messages implements LocalizationSupport {
    // Without this the machine's own language would step in for a missing file.
    private static final Control EXACT = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;

    private Messages(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    public static Messages of(Language language) {
        return new Messages(
                ResourceBundle.getBundle(Messages.class.getPackageName() + ".messages", language.locale(), EXACT));
    }

    /** @throws java.util.MissingResourceException for a key that no message has */
    @Override
    public String lookup(String key) {
        return bundle.getString(key);
    }
}
