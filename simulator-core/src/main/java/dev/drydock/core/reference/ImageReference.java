package dev.drydock.core.reference;

import dev.drydock.core.error.EngineException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Name of an image in its normal form: repository and tag or digest, after the rules of the distribution project's
 * {@code reference} package. With both, the digest counts.
 */
public record ImageReference(RepositoryName repository, Optional<Tag> tag, Optional<Digest> digest)
        implements Comparable<ImageReference> {
    private static final String INVALID = "invalid reference format";
    private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");
    private static final Pattern UPPER_CASE = Pattern.compile("\\p{Lu}");
    private static final Comparator<ImageReference> ORDER =
            Comparator.comparing(ImageReference::repository).thenComparing(ImageReference::toString);

    public ImageReference {
        if (tag.isEmpty() && digest.isEmpty()) {
            tag = Optional.of(Tag.LATEST);
        }
    }

    public static ImageReference of(RepositoryName repository, Tag tag) {
        return new ImageReference(repository, Optional.of(tag), Optional.empty());
    }

    /** Reads what a user may write, such as {@code busybox}, {@code user/app:1.2} or {@code host:5000/x@sha256:…}. */
    public static ImageReference parse(String text) {
        if (IDENTIFIER.matcher(text).matches()) {
            throw new EngineException.InvalidParameter(
                    "invalid repository name (" + text + "), cannot specify 64-byte hexadecimal strings");
        }
        int slash = text.indexOf('/');
        boolean hasDomain = slash >= 0 && isDomain(text.substring(0, slash));
        String domain = hasDomain ? text.substring(0, slash) : RepositoryName.DEFAULT_DOMAIN;
        if (domain.equals("index.docker.io")) {
            domain = RepositoryName.DEFAULT_DOMAIN;
        }
        String rest = hasDomain ? text.substring(slash + 1) : text;
        if (domain.equals(RepositoryName.DEFAULT_DOMAIN) && rest.indexOf('/') < 0) {
            rest = RepositoryName.OFFICIAL_PREFIX + rest;
        }
        return parse(domain, rest);
    }

    private static ImageReference parse(String domain, String rest) {
        int at = rest.indexOf('@');
        String beforeDigest = at < 0 ? rest : rest.substring(0, at);
        int colon = beforeDigest.indexOf(':');
        String path = colon < 0 ? beforeDigest : beforeDigest.substring(0, colon);
        if (UPPER_CASE.matcher(path).find()) {
            throw new EngineException.InvalidParameter(INVALID + ": repository name (" + path + ") must be lowercase");
        }
        RepositoryName repository = new RepositoryName(domain, path);
        Optional<Tag> tag = colon < 0 ? Optional.empty() : Optional.of(tag(beforeDigest.substring(colon + 1)));
        Optional<Digest> digest = at < 0 ? Optional.empty() : Optional.of(digest(rest.substring(at + 1)));
        return new ImageReference(repository, tag, digest);
    }

    private static boolean isDomain(String first) {
        return first.equals("localhost")
                || first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || !first.toLowerCase(Locale.ROOT).equals(first);
    }

    private static Tag tag(String text) {
        try {
            return new Tag(text);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(INVALID, e);
        }
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new EngineException.InvalidParameter(INVALID, e);
        }
    }

    /** What an image is found by: with a digest the tag does not count. */
    public ImageReference pinned() {
        return digest.isPresent() && tag.isPresent() ? new ImageReference(repository, Optional.empty(), digest) : this;
    }

    /** As users write it: without the default domain and {@code library/}. */
    public String familiar() {
        return repository.familiar() + suffix();
    }

    private String suffix() {
        return tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
    }

    @Override
    public int compareTo(ImageReference other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return repository + suffix();
    }
}
