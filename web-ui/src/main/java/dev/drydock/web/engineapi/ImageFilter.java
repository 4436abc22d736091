package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.Images;
import dev.drydock.core.time.GoTimestamp;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code --filter} of {@code docker images}. */
final class ImageFilter {
    private static final Set<String> WORDS = Set.of("dangling", "label", "before", "since", "reference", "until");
    private final Map<String, List<String>> terms;
    private final Images images;

    ImageFilter(Map<String, List<String>> terms, Images images) {
        for (Map.Entry<String, List<String>> term : terms.entrySet()) {
            if (!WORDS.contains(term.getKey())) {
                throw new EngineException.InvalidParameter("invalid filter '" + term.getKey() + "'");
            }
        }
        this.terms = terms;
        this.images = images;
    }

    boolean matches(Image image) {
        return terms.entrySet().stream()
                .allMatch(term -> term.getValue().isEmpty()
                        || term.getValue().stream().anyMatch(value -> matches(term.getKey(), value, image)));
    }

    private boolean matches(String word, String value, Image image) {
        return switch (word) {
            case "dangling" -> isTrue(value) == image.references().isEmpty();
            case "label" -> isLabelled(value, image);
            case "before" -> created(image).isBefore(created(images.find(value)));
            case "since" -> created(image).isAfter(created(images.find(value)));
            case "until" -> created(image).isBefore(GoTimestamp.ofEpoch(value));
            default ->
                image.references().stream()
                        .anyMatch(reference ->
                                ImageDocuments.names(reference).stream().anyMatch(name -> glob(value, name)));
        };
    }

    private static Instant created(Image image) {
        return ImageDocuments.created(image);
    }

    private static boolean isTrue(String value) {
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new EngineException.InvalidParameter("invalid value for filter 'dangling': " + value);
        };
    }

    private static boolean isLabelled(String value, Image image) {
        Map<String, String> labels = image.config().config().labels();
        if (labels == null) {
            return false;
        }
        int equals = value.indexOf('=');
        return equals < 0
                ? labels.containsKey(value)
                : value.substring(equals + 1).equals(labels.get(value.substring(0, equals)));
    }

    /** Go's path.Match: a star does not cross a slash. */
    private static boolean glob(String pattern, String name) {
        if (pattern.equals(name)) {
            return true;
        }
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(name));
        } catch (IllegalArgumentException e) {
            throw new EngineException.InvalidParameter("syntax error in pattern", e);
        }
    }
}
