package dev.drydock.web.engineapi;

import dev.drydock.core.distribution.SearchResult;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import java.util.List;
import java.util.Map;

/** {@code docker search --filter}. */
final class SearchFilter {
    private SearchFilter() {}

    static boolean matches(Map<String, List<String>> filters, SearchResult result) {
        return filters.entrySet().stream().allMatch(filter -> switch (filter.getKey()) {
            case "is-official" -> flags(filter).contains(result.isOfficial());
            case "is-automated" -> flags(filter).contains(result.isAutomated());
            case "stars" -> filter.getValue().stream().allMatch(value -> result.stars() >= GoNumbers.atoi(value));
            case String other -> throw new EngineException.InvalidParameter("Invalid filter '" + other + "'");
        });
    }

    private static List<Boolean> flags(Map.Entry<String, List<String>> filter) {
        return filter.getValue().stream()
                .map(value -> switch (value) {
                    case "true", "1" -> true;
                    case "false", "0" -> false;
                    default ->
                        throw new EngineException.InvalidParameter(
                                "Invalid filter '" + filter.getKey() + "=[" + value + "]'");
                })
                .toList();
    }
}
