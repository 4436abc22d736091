package dev.drydock.core.distribution;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.drydock.core.oci.OciJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Searches the catalogue of the own registry, and Docker Hub. */
final class Search {
    private static final int LIMIT = 4 << 20;
    private static final String OFFICIAL = "library/";
    private static final URI INDEX = URI.create("https://index.docker.io");

    private Search() {}

    private record Catalogue(@Nullable List<String> repositories) {}

    private record Hits(@Nullable List<Hit> results) {}

    private record Hit(
            @Nullable String name,
            @Nullable String description,
            @JsonProperty("star_count") int stars,
            @JsonProperty("is_official") boolean isOfficial,
            @JsonProperty("is_automated") boolean isAutomated) {}

    /** Repositories of the own registry whose names contain the term; official ones as they are called on Docker Hub. */
    static List<SearchResult> own(RegistrySession session, OwnRegistry registry, String term) throws IOException {
        try (RegistryResponse response = session.get("/v2/_catalog?n=1000", Map.of())) {
            if (response.status() != 200) {
                throw RegistryErrors.read(response);
            }
            List<String> names = OciJson.read(response.body().readNBytes(LIMIT), Catalogue.class, "catalogue")
                    .repositories();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.contains(term))
                            .map(name -> result(registry, name))
                            .toList();
        }
    }

    private static SearchResult result(OwnRegistry registry, String name) {
        boolean isOfficial = name.startsWith(OFFICIAL);
        String shown = isOfficial ? name.substring(OFFICIAL.length()) : registry.domain() + "/" + name;
        return new SearchResult(shown, "", 0, isOfficial, false);
    }

    /** What Docker Hub finds. */
    static List<SearchResult> hub(RegistryTransport transport, String term, int limit) throws IOException {
        String query = "/v1/search?q=" + URLEncoder.encode(term, StandardCharsets.UTF_8) + "&n=" + limit;
        RegistryRequest request =
                new RegistryRequest("GET", URI.create(INDEX + query), Map.of(), Optional.empty(), true);
        try (RegistryResponse response = exchange(transport, request)) {
            if (response.status() != 200) {
                throw new RegistryFailure(response.status(), "", "Unexpected status code " + response.status());
            }
            List<Hit> hits = OciJson.read(response.body().readNBytes(LIMIT), Hits.class, "answer of the search")
                    .results();
            List<SearchResult> results = new ArrayList<>();
            for (Hit hit : hits == null ? List.<Hit>of() : hits) {
                results.add(new SearchResult(
                        text(hit.name()), text(hit.description()), hit.stars(), hit.isOfficial(), hit.isAutomated()));
            }
            return results;
        }
    }

    /** Nothing of this query is secret, and Docker shows it. */
    private static RegistryResponse exchange(RegistryTransport transport, RegistryRequest request) throws IOException {
        try {
            return transport.exchange(request);
        } catch (IOException e) {
            throw new IOException("Get \"" + request.uri() + "\": " + RegistryErrors.message(e), e);
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : RegistryErrors.clean(text);
    }
}
