package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.filter.Labels;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.Images;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.time.GoTimestamp;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The {@code --filter} of {@code docker images}. */
final class ImageFilter {
    static final String DANGLING = "dangling";
    private static final String REFERENCE = "reference";
    private static final Set<String> WORDS = Set.of(DANGLING, "label", "before", "since", REFERENCE, "until");
    private final Map<String, List<String>> terms;
    private final Images images;
    private final Instant now;

    ImageFilter(Map<String, List<String>> terms, Images images, Instant now) {
        for (Map.Entry<String, List<String>> term : terms.entrySet()) {
            if (!WORDS.contains(term.getKey())) {
                throw new EngineException.InvalidParameter("invalid filter '" + term.getKey() + "'");
            }
        }
        this.terms = terms;
        this.images = images;
        this.now = now;
    }

    /** Whether the filter asks for dangling images, or for others; empty when it does not say. */
    static Optional<Boolean> dangling(Map<String, List<String>> terms) {
        List<String> values = terms.getOrDefault(DANGLING, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(isTrue(values));
    }

    private static boolean isTrue(List<String> values) {
        return switch (String.join(",", values)) {
            case "true", "1", "True", "TRUE", "t", "T" -> true;
            case "false", "0", "False", "FALSE", "f", "F" -> false;
            case String other ->
                throw new EngineException.InvalidParameter(
                        "invalid filter 'dangling=[" + other.replace(',', ' ') + "]'");
        };
    }

    /**
     * The images to be shown, with those of their names that are asked for.
     *
     * @param all also what only other images are made of
     */
    List<Image> list(boolean all) {
        Optional<Boolean> dangling = dangling(terms);
        List<Predicate<Image>> conditions = conditions();
        return images.list().stream()
                .filter(image -> conditions.stream().allMatch(condition -> condition.test(image)))
                .map(this::withNames)
                .filter(image -> isShown(image, all, dangling))
                .toList();
    }

    /** Every kind of condition must hold; of several values of one kind, one. */
    private List<Predicate<Image>> conditions() {
        List<Predicate<Image>> conditions = new ArrayList<>();
        terms.forEach((word, values) -> {
            switch (word) {
                case "label" ->
                    conditions.add(
                            image -> Labels.haveAll(image.config().config().labels(), values));
                case "before" ->
                    limit(values, Comparator.reverseOrder())
                            .ifPresent(latest ->
                                    conditions.add(image -> image.createdAt().isBefore(latest)));
                case "since" ->
                    limit(values, Comparator.naturalOrder())
                            .ifPresent(earliest ->
                                    conditions.add(image -> image.createdAt().isAfter(earliest)));
                case "until" ->
                    values.stream()
                            .map(value -> GoTimestamp.parse(value, now))
                            .forEach(latest ->
                                    conditions.add(image -> image.createdAt().isBefore(latest)));
                default -> {}
            }
        });
        return conditions;
    }

    private Optional<Instant> limit(List<String> keys, Comparator<Instant> order) {
        return keys.stream().map(key -> images.find(key).createdAt()).max(order);
    }

    private Image withNames(Image image) {
        List<String> patterns = terms.getOrDefault(REFERENCE, List.of());
        return patterns.isEmpty()
                ? image
                : image.withReferences(image.references().stream()
                        .filter(name -> patterns.stream().anyMatch(pattern -> isNamed(name, pattern)))
                        .toList());
    }

    private static boolean isNamed(ImageReference name, String pattern) {
        return ImageDocuments.names(name).stream().anyMatch(text -> glob(pattern, text));
    }

    private boolean isShown(Image image, boolean all, Optional<Boolean> dangling) {
        if (image.references().isEmpty()) {
            return !terms.containsKey(REFERENCE) && (all || !images.hasChildren(image.id())) && dangling.orElse(true);
        }
        return !(dangling.orElse(false) && image.isTagged());
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
