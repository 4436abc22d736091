package dev.drydock.core.reference;

/** Name of an image: domain, path and tag or digest. */
public record ImageReference(String domain, String path, String tag) {
    public static ImageReference parse(String text) {
        throw new UnsupportedOperationException(text);
    }

    /** As users write it: without the default domain and {@code library/}, with the tag. */
    public String familiar() {
        throw new UnsupportedOperationException();
    }
}
