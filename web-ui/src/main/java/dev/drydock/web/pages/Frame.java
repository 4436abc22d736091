package dev.drydock.web.pages;

import dev.drydock.web.language.Language;
import dev.drydock.web.language.Messages;
import java.util.List;

/**
 * What every page has around its content.
 *
 * @param nonce lets this page's own scripts and styles pass the content security policy
 * @param path of the page, for the links that switch its language
 */
public record Frame(Language language, Messages text, String nonce, String path) {
    static Frame of(Language language, String nonce, String path) {
        return new Frame(language, Messages.of(language), nonce, path);
    }

    /** The languages of the switch. */
    public List<Language> languages() {
        return List.of(Language.values());
    }
}
