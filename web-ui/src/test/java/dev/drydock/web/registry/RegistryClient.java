package dev.drydock.web.registry;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.ForwardingBlobStore;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryLimits;
import dev.drydock.core.registry.RegistrySetup;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryRegistryStore;
import dev.drydock.core.simulated.InMemoryUploadStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** A registry that is served, and a client of it that is the engine of a lab host. */
final class RegistryClient implements AutoCloseable {
    static final LabId ANN = new LabId("ann");

    static final InstructorLogin INSTRUCTORS = new InstructorLogin("open sesame");

    final DamagedBlobs blobs = new DamagedBlobs();
    final Registry registry;
    final RegistryServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RegistryClient(RegistryLimits limits) {
        registry = Registry.open(new RegistrySetup(
                new InMemoryRegistryStore(),
                new InMemoryUploadStore(blobs),
                blobs,
                limits,
                new RandomIds(),
                Clock.systemUTC()));
        server = new RegistryServer(registry, Clock.systemUTC(), new RandomIds(), INSTRUCTORS);
        server.start();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Digest digest(String text) {
        return Digest.ofBytes(bytes(text));
    }

    HttpResponse<String> call(String method, String target, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(target))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Authorization", "Bearer " + server.tokenFor(ANN));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> call(String method, String target) throws IOException, InterruptedException {
        return call(method, target, new byte[0]);
    }

    HttpResponse<String> anonymous(String target, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(target));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    HttpResponse<String> push(String repository, String content) throws IOException, InterruptedException {
        return call("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest(content), bytes(content));
    }

    private static String descriptor(String mediaType, String content) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest(content) + "\",\"size\":"
                + bytes(content).length + "}";
    }

    /** The manifest of an image with this configuration and layer. */
    static String image(String config, String layer) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.MANIFEST + "\",\"config\":"
                + descriptor(MediaTypes.CONFIG, config) + ",\"layers\":["
                + descriptor(MediaTypes.LAYER_GZIP, layer) + "]}";
    }

    HttpResponse<String> put(String repository, String reference, String manifest)
            throws IOException, InterruptedException {
        return call(
                "PUT",
                "/v2/" + repository + "/manifests/" + reference,
                bytes(manifest),
                "Content-Type",
                MediaTypes.MANIFEST);
    }

    /** Pushes an image as clients do; its manifest. */
    String pushImage(String repository, String tag, String config, String layer)
            throws IOException, InterruptedException {
        push(repository, config);
        push(repository, layer);
        String manifest = image(config, layer);
        put(repository, tag, manifest);
        return manifest;
    }

    /** Lets a bit of a blob be another one from now on. */
    void damage(Digest digest) {
        blobs.damaged = Optional.of(digest);
    }

    /** Blobs on the heap, of which one may be damaged. */
    static final class DamagedBlobs implements ForwardingBlobStore {
        private final BlobStore blobs = new InMemoryBlobStore();
        private Optional<Digest> damaged = Optional.empty();

        @Override
        public BlobStore blobs() {
            return blobs;
        }

        @Override
        public InputStream open(Digest digest) throws IOException {
            if (!damaged.equals(Optional.of(digest))) {
                return blobs.open(digest);
            }
            try (InputStream in = blobs.open(digest)) {
                byte[] content = in.readAllBytes();
                content[content.length / 2] ^= 1;
                return new ByteArrayInputStream(content);
            }
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
