package dev.drydock.web.pages;

import dev.drydock.web.language.Language;
import dev.drydock.web.language.Messages;
import dev.drydock.web.shelf.LessonShelf;
import java.util.List;
import java.util.Optional;

/**
 * What every page has around its content.
 *
 * @param nonce lets this page's own scripts and styles pass the content security policy
 * @param path of the page, for the links that switch its language
 * @param draft what is on the shelf, where somebody writes it at the moment
 */
public record Frame(Language language, Messages text, String nonce, String path, Optional<LessonShelf.Contents> draft) {
    static Frame of(Language language, String nonce, String path) {
        return new Frame(language, Messages.of(language), nonce, path, Optional.empty());
    }

    Frame with(LessonShelf shelf) {
        return new Frame(
                language,
                text,
                nonce,
                path,
                Optional.of(shelf).filter(LessonShelf::isDraft).map(LessonShelf::contents));
    }

    /** The languages of the switch. */
    public List<Language> languages() {
        return List.of(Language.values());
    }
}
