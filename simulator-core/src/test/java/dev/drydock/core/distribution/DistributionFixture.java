package dev.drydock.core.distribution;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.ManualScheduler;
import dev.drydock.core.simulated.SequentialIds;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedRegistry;
import dev.drydock.core.simulated.SimulatedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A server with registries on a simulated network, and short words for what tests do with them. */
final class DistributionFixture {
    static final String HOST = "registry.example";
    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    final SimulatedServer server;
    final SimulatedRegistry registry = new SimulatedRegistry();
    final ManualScheduler time = new ManualScheduler(START);
    final Engine engine;
    final List<Progress> progress = new CopyOnWriteArrayList<>();
    final Cancellation cancellation = new Cancellation();

    DistributionFixture() {
        this(new RegistrySettings(Set.of(HOST), Set.of("plain.example:5000"), List.of()));
    }

    DistributionFixture(RegistrySettings settings) {
        server = new SimulatedServer(settings);
        engine = lab();
        server.network().put(HOST, registry);
    }

    /** The engine of one more lab on the same server. */
    Engine lab() {
        return new SimulatedLab(server, new SequentialIds(), time, time).open();
    }

    /** One file as a layer. */
    static byte[] layer(String file) {
        return LayerTar.write(
                List.of(new LayerEntry.RegularFile(file, 0644, StandardCharsets.UTF_8.encode(file))), Instant.EPOCH);
    }

    static byte[] gzip(byte[] tar) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(tar);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    static byte[] config(String os, byte[]... tars) {
        List<String> diffIds =
                Arrays.stream(tars).map(tar -> Digest.ofBytes(tar).toString()).toList();
        return OciJson.write(new ImageConfig(
                null, null, "amd64", os, RunConfig.EMPTY, new ImageConfig.RootFs("layers", diffIds), List.of()));
    }

    static String descriptor(String mediaType, byte[] blob) {
        return "{\"mediaType\":\"" + mediaType + "\",\"size\":" + blob.length + ",\"digest\":\"" + Digest.ofBytes(blob)
                + "\"}";
    }

    static byte[] manifest(byte[] config, byte[]... blobs) {
        String layers = Arrays.stream(blobs)
                .map(blob -> descriptor(MediaTypes.DOCKER_LAYER_GZIP, blob))
                .collect(Collectors.joining(","));
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.DOCKER_MANIFEST + "\",\"config\":"
                        + descriptor(MediaTypes.DOCKER_CONFIG, config) + ",\"layers\":[" + layers + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Puts an image of these layers into the registry and answers the digest of its manifest. */
    Digest publish(String path, String tag, byte[]... tars) {
        byte[] config = config("linux", tars);
        byte[][] blobs = Arrays.stream(tars).map(DistributionFixture::gzip).toArray(byte[][]::new);
        registry.putBlob(path, config);
        Arrays.stream(blobs).forEach(blob -> registry.putBlob(path, blob));
        return registry.putManifest(path, tag, MediaTypes.DOCKER_MANIFEST, manifest(config, blobs));
    }

    /** Puts an index of these manifests, whose platforms are {@code os/architecture}. */
    Digest publishIndex(String path, String tag, List<String> entries) {
        String json = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.DOCKER_LIST + "\",\"manifests\":["
                + String.join(",", entries) + "]}";
        return registry.putManifest(path, tag, MediaTypes.DOCKER_LIST, json.getBytes(StandardCharsets.UTF_8));
    }

    static String entry(byte[] manifest, String mediaType, String architecture, String variant) {
        return "{\"mediaType\":\"" + mediaType + "\",\"size\":" + manifest.length + ",\"digest\":\""
                + Digest.ofBytes(manifest) + "\",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture
                + "\""
                + (variant.isEmpty() ? "" : ",\"variant\":\"" + variant + "\"") + "}}";
    }

    static ImageReference image(String name) {
        return ImageReference.parse(HOST + "/" + name);
    }

    static PullRequest request(ImageReference reference) {
        return new PullRequest(reference, false, Optional.empty(), RegistryAuth.NONE);
    }

    void pull(String name) {
        pull(engine, request(image(name)));
    }

    void pull(Engine lab, PullRequest request) {
        lab.distribution().pull(request, progress::add, cancellation);
    }

    void push(String name) {
        push(image(name));
    }

    void push(ImageReference name) {
        engine.distribution().push(new PushRequest(name, false, RegistryAuth.NONE), progress::add, cancellation);
    }

    /** The sentence that a pull ends with. */
    String refusal(String name) {
        return refusal(image(name));
    }

    /** The same of any registry. */
    String refusal(ImageReference reference) {
        try {
            pull(engine, request(reference));
        } catch (EngineException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it was pulled");
    }

    /** Progress in short: {@code ID: ACTION}, without how far transfers have come. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Progress each : progress) {
            switch (each) {
                case Progress.Message(String id, String text) -> lines.add(id.isEmpty() ? text : id + ": " + text);
                case Progress.Action(String id, String action) -> lines.add(id + ": " + action);
                case Progress.Transfer _ -> {}
                case Progress.Pushed(var tag, var digest, long size) -> lines.add(tag + " " + digest + " " + size);
            }
        }
        return lines;
    }

    /** How often this was asked for. */
    long count(String method, String path) {
        return server.network().requests().stream()
                .filter(request -> request.method().equals(method)
                        && request.uri().getPath().equals(path))
                .count();
    }
}
