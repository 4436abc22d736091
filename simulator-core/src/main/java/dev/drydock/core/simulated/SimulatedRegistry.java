package dev.drydock.core.simulated;

import dev.drydock.core.distribution.RegistryRequest;
import dev.drydock.core.distribution.RegistryResponse;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A registry on the heap, as far as clients need one; everybody may everything. */
public final class SimulatedRegistry implements SimulatedRegistries.Host {
    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs/uploads|blobs|tags)/(.*)");
    private static final Pattern PARAMETER = Pattern.compile("(?:^|&)(\\w+)=([^&]*)");
    private static final byte[] NOTHING = {};

    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();

    /** @param manifests by tag and by digest */
    private record Repository(Map<String, Document> manifests, Map<String, byte[]> blobs) {
        Repository() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Document(String mediaType, byte[] bytes) {}

    private Repository repository(String path) {
        return repositories.computeIfAbsent(path, _ -> new Repository());
    }

    /** Keeps a blob in a repository. */
    public Digest putBlob(String path, byte[] content) {
        Digest digest = Digest.ofBytes(content);
        repository(path).blobs().put(digest.toString(), content);
        return digest;
    }

    /** Keeps a manifest under its digest and a tag. */
    public Digest putManifest(String path, String tag, String mediaType, byte[] bytes) {
        Digest digest = Digest.ofBytes(bytes);
        Document document = new Document(mediaType, bytes);
        repository(path).manifests().put(digest.toString(), document);
        repository(path).manifests().put(tag, document);
        return digest;
    }

    /** The bytes of a manifest; nothing when it is not there. */
    public byte[] manifest(String path, String tag) {
        Document document = repository(path).manifests().get(tag);
        return document == null ? NOTHING : document.bytes();
    }

    /** The bytes of a blob; nothing when it is not there. */
    public byte[] blob(String path, Digest digest) {
        return repository(path).blobs().getOrDefault(digest.toString(), NOTHING);
    }

    @Override
    public RegistryResponse answer(RegistryRequest request) throws IOException {
        String path = request.uri().getPath();
        if (path.equals("/v2/")) {
            return json("{}");
        } else if (path.equals("/v2/_catalog")) {
            return json("{\"repositories\":[" + quoted(List.copyOf(new TreeMap<>(repositories).keySet())) + "]}");
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return SimulatedResponse.error(404, "UNSUPPORTED", "no such path");
        }
        String name = matcher.group(1);
        String last = matcher.group(3);
        if (!repositories.containsKey(name) && !request.method().equals("POST")) {
            return SimulatedResponse.error(404, "NAME_UNKNOWN", "repository name not known to registry");
        }
        return switch (matcher.group(2)) {
            case "manifests" -> manifests(request, name, last);
            case "blobs" -> blobs(request, repository(name), last);
            case "tags" -> json("{\"name\":\"" + name + "\",\"tags\":[" + quoted(tags(name)) + "]}");
            default -> uploads(request, name);
        };
    }

    private List<String> tags(String name) {
        return repository(name).manifests().keySet().stream()
                .filter(key -> !key.startsWith("sha256:"))
                .sorted()
                .toList();
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
    }

    private static RegistryResponse json(String text) {
        return SimulatedResponse.of(
                200, Map.of("Content-Type", "application/json"), text.getBytes(StandardCharsets.UTF_8));
    }

    private RegistryResponse manifests(RegistryRequest request, String name, String reference) throws IOException {
        if (request.method().equals("PUT")) {
            byte[] bytes = content(request);
            putManifest(name, reference, request.headers().getOrDefault("Content-Type", ""), bytes);
            return SimulatedResponse.of(201, Map.of(), NOTHING);
        }
        Document document = repository(name).manifests().get(reference);
        if (document == null) {
            return SimulatedResponse.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        }
        return SimulatedResponse.of(
                200,
                Map.of(
                        "Content-Type",
                        document.mediaType(),
                        "Docker-Content-Digest",
                        Digest.ofBytes(document.bytes()).toString()),
                request.method().equals("HEAD") ? NOTHING : document.bytes());
    }

    private static RegistryResponse blobs(RegistryRequest request, Repository repository, String digest) {
        byte[] content = repository.blobs().get(digest);
        if (content == null) {
            return SimulatedResponse.error(404, "BLOB_UNKNOWN", "blob unknown to registry");
        } else if (request.method().equals("HEAD")) {
            return SimulatedResponse.of(200, Map.of(), NOTHING);
        }
        String range = request.headers().getOrDefault("Range", "");
        if (range.isEmpty()) {
            return SimulatedResponse.of(200, Map.of(), content);
        }
        int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        return SimulatedResponse.of(
                206,
                Map.of("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length),
                Arrays.copyOfRange(content, from, content.length));
    }

    private RegistryResponse uploads(RegistryRequest request, String name) throws IOException {
        Map<String, String> query = query(request);
        if (request.method().equals("POST")) {
            Repository source = repositories.get(query.getOrDefault("from", ""));
            byte[] mounted = source == null ? null : source.blobs().get(query.getOrDefault("mount", ""));
            if (mounted != null) {
                putBlob(name, mounted);
                return SimulatedResponse.of(201, Map.of(), NOTHING);
            }
            repository(name);
            return SimulatedResponse.of(
                    202, Map.of("Location", "/v2/" + name + "/blobs/uploads/one?_state=x"), NOTHING);
        } else if (request.method().equals("DELETE")) {
            return SimulatedResponse.of(204, Map.of(), NOTHING);
        }
        byte[] bytes = content(request);
        if (!Digest.ofBytes(bytes).toString().equals(query.get("digest"))) {
            return SimulatedResponse.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        }
        putBlob(name, bytes);
        return SimulatedResponse.of(201, Map.of(), NOTHING);
    }

    private static Map<String, String> query(RegistryRequest request) {
        String query = request.uri().getQuery();
        return query == null
                ? Map.of()
                : PARAMETER
                        .matcher(query)
                        .results()
                        .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2), (one, _) -> one));
    }

    private static byte[] content(RegistryRequest request) throws IOException {
        if (request.content().isEmpty()) {
            return NOTHING;
        }
        try (InputStream in = request.content().get().source().open()) {
            return in.readAllBytes();
        }
    }
}
