package dev.drydock.web.pages;

import java.util.Objects;

/** Short words by which a page sees that what it shows has been written anew. */
final class Editions {
    private Editions() {}

    /** @param parts what is shown: texts, numbers, and records and lists of them */
    static String of(Object... parts) {
        return Integer.toHexString(Objects.hash(parts));
    }
}
