package dev.drydock.core.volume;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.filter.Labels;
import dev.drydock.core.filter.SearchPattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The filters of {@code docker volume ls}: words are joined by "and", several values of one word by "or". */
final class VolumeFilters {
    private static final Set<String> TRUE = Set.of("1", "true");
    private static final Set<String> FALSE = Set.of("0", "false");

    private VolumeFilters() {}

    static Predicate<Volume> of(Map<String, List<String>> terms, Predicate<Volume> isReferenced) {
        Predicate<Volume> wanted = volume -> true;
        for (Map.Entry<String, List<String>> term : terms.entrySet()) {
            List<String> values = term.getValue();
            if (!values.isEmpty()) {
                wanted = wanted.and(term(term.getKey(), values, isReferenced));
            }
        }
        return wanted;
    }

    private static Predicate<Volume> term(String word, List<String> values, Predicate<Volume> isReferenced) {
        return switch (word) {
            case "name" -> name(values);
            case "driver" -> volume -> values.contains(Volume.DRIVER);
            case "label" -> volume -> Labels.haveAll(volume.labels(), values);
            case "dangling" -> isDangling(values) ? isReferenced.negate() : isReferenced;
            default -> throw new EngineException.InvalidParameter("invalid filter '" + word + "'");
        };
    }

    private static Predicate<Volume> name(List<String> values) {
        List<SearchPattern> patterns = values.stream().map(SearchPattern::of).toList();
        return volume -> patterns.stream()
                .anyMatch(pattern -> pattern.matches(volume.name().value()));
    }

    private static boolean isDangling(List<String> values) {
        if (TRUE.containsAll(values)) {
            return true;
        } else if (FALSE.containsAll(values)) {
            return false;
        }
        throw new EngineException.InvalidParameter("invalid filter 'dangling=" + values + "'");
    }
}
