package dev.drydock.core.filter;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.time.GoTimestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code --filter} of a prune leaves over.
 *
 * @param wanted labels that an object must all have
 * @param unwanted labels; an object that has all of them stays
 * @param latest when it must have been made
 */
public record PruneFilter(List<String> wanted, List<String> unwanted, Optional<Instant> latest) {
    private static final String LABEL = "label";
    private static final String NO_LABEL = "label!";
    private static final String UNTIL = "until";
    private static final Set<String> WORDS = Set.of(LABEL, NO_LABEL, UNTIL);

    public PruneFilter {
        wanted = List.copyOf(wanted);
        unwanted = List.copyOf(unwanted);
    }

    /**
     * Reads the filters of a request.
     *
     * @param more words of this kind of object, which are not looked at here
     * @param now that a duration counts back from
     */
    public static PruneFilter of(Map<String, List<String>> terms, Set<String> more, Instant now) {
        for (String word : terms.keySet()) {
            if (!WORDS.contains(word) && !more.contains(word)) {
                throw new EngineException.InvalidParameter("invalid filter '" + word + "'");
            }
        }
        List<String> until = terms.getOrDefault(UNTIL, List.of());
        if (until.size() > 1) {
            throw new EngineException.InvalidParameter("more than one until filter specified");
        }
        return new PruneFilter(
                terms.getOrDefault(LABEL, List.of()),
                terms.getOrDefault(NO_LABEL, List.of()),
                until.stream().findFirst().map(text -> GoTimestamp.parse(text, now)));
    }

    public boolean matches(@Nullable Map<String, String> labels, Instant created) {
        return Labels.haveAll(labels, wanted)
                && (unwanted.isEmpty() || !Labels.haveAll(labels, unwanted))
                && latest.map(moment -> !created.isAfter(moment)).orElse(true);
    }
}
