package dev.drydock.core.filter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filter {@code label}: {@code key} or {@code key=value}. */
public final class Labels {
    private Labels() {}

    /** Whether the labels have everything that is asked for; true when nothing is. */
    public static boolean haveAll(@Nullable Map<String, String> labels, List<String> wanted) {
        Map<String, String> present = labels == null ? Map.of() : labels;
        return wanted.stream().allMatch(term -> have(present, term));
    }

    private static boolean have(Map<String, String> labels, String term) {
        int equals = term.indexOf('=');
        return equals < 0
                ? labels.containsKey(term)
                : term.substring(equals + 1).equals(labels.get(term.substring(0, equals)));
    }
}
