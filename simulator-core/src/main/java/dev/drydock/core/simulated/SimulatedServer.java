package dev.drydock.core.simulated;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.distribution.DistributionPorts;
import dev.drydock.core.distribution.OwnRegistry;
import dev.drydock.core.distribution.RegistryAccess;
import dev.drydock.core.distribution.RegistryClient;
import dev.drydock.core.distribution.RegistrySettings;
import dev.drydock.core.distribution.RegistryTransport;
import dev.drydock.core.image.ImageAssembly;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerEntry.RegularFile;
import dev.drydock.core.layer.LayerEntry.SymbolicLink;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all simulated labs of a server share: the content of the offline images {@code hello-world} and {@code busybox}. */
public final class SimulatedServer {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Platform PLATFORM = new Platform("amd64", "linux", null);
    private static final List<String> APPLETS =
            List.of("cat", "echo", "env", "false", "hostname", "sh", "sleep", "true", "yes");
    private static final OwnRegistry OWN =
            new OwnRegistry("registry.lab:5000", URI.create("http://127.0.0.1:5000"), "lab", "token-of-the-lab");
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryLayerStore layers = new InMemoryLayerStore();
    private final SharedContent content = new SharedContent(blobs, layers);
    private final List<ImageRecord> images;
    private final ManualScheduler time = new ManualScheduler(CREATED);
    private final SimulatedRegistries network = new SimulatedRegistries();
    private final SimulatedRegistry ownRegistry = new SimulatedRegistry();
    private final SimulatedPullThrough cache = new SimulatedPullThrough(content, ownRegistry);
    private final RegistryClient client;
    private volatile byte @Nullable [] daemonFile;

    public SimulatedServer() {
        this(RegistrySettings.DEFAULT);
    }

    /** @param settings which registries its labs may reach */
    public SimulatedServer(RegistrySettings settings) {
        this(settings, Optional.empty());
    }

    /** @param transport to registries that are not simulated */
    public SimulatedServer(RegistrySettings settings, RegistryTransport transport) {
        this(settings, Optional.of(transport));
    }

    private SimulatedServer(RegistrySettings settings, Optional<RegistryTransport> transport) {
        images = List.of(helloWorld(), busybox());
        network.put(OWN.address().getAuthority(), ownRegistry);
        client = new RegistryClient(new DistributionPorts(
                transport.orElse(network),
                settings,
                content,
                Optional.of(cache),
                task -> Thread.ofVirtual().start(task),
                time,
                time,
                PLATFORM));
    }

    /** What its labs reach; a registry of its own is there, known as {@code registry.lab:5000}. */
    public SimulatedRegistries network() {
        return network;
    }

    /** The registry of the server itself, with the official images. */
    public SimulatedRegistry ownRegistry() {
        return ownRegistry;
    }

    /** The time that pauses and limits of the registry client go by. */
    public ManualScheduler time() {
        return time;
    }

    /** How its labs reach registries. */
    public RegistryAccess registries() {
        return new RegistryAccess(client, Optional.of(OWN), () -> Optional.ofNullable(daemonFile));
    }

    /** What every lab has as {@code daemon.json} from now on; none when it is null. */
    public void daemonFile(@Nullable String content) {
        daemonFile = content == null ? null : content.getBytes(StandardCharsets.UTF_8);
    }

    public BlobStore blobs() {
        return blobs;
    }

    /** Layers and blobs together. */
    public SharedContent content() {
        return content;
    }

    InMemoryLayerStore layers() {
        return layers;
    }

    /** What a new lab begins with. */
    public List<ImageRecord> images() {
        return images;
    }

    private ImageRecord helloWorld() {
        ImageAssembly assembly = assembly("/hello")
                .layer("COPY hello / # buildkit", List.of(program("hello")))
                .emptyLayer("CMD [\"/hello\"]");
        return published("hello-world", assembly);
    }

    private ImageRecord busybox() {
        List<LayerEntry> entries = new ArrayList<>();
        entries.add(new LayerEntry.Directory("bin", 0755));
        entries.add(program("bin/busybox"));
        APPLETS.forEach(applet -> entries.add(new SymbolicLink("bin/" + applet, "busybox")));
        ImageAssembly assembly =
                assembly("sh").layer("ADD rootfs.tar / # buildkit", entries).emptyLayer("CMD [\"sh\"]");
        return published("busybox", assembly);
    }

    private static LayerEntry program(String path) {
        String text = "simulated " + path + "\n";
        return new RegularFile(path, 0755, StandardCharsets.UTF_8.encode(text));
    }

    private static ImageAssembly assembly(String command) {
        RunConfig run = new RunConfig(null, null, List.of(PATH), null, List.of(command), null, "/", null, null);
        return new ImageAssembly(CREATED, PLATFORM, run);
    }

    /** Puts it into the own registry, too. */
    private ImageRecord published(String name, ImageAssembly assembly) {
        ImageId id = assembly.store(blobs, layers);
        String path = "library/" + name;
        for (Digest digest : blobs.list()) {
            byte[] bytes = read(digest);
            ownRegistry.putBlob(path, bytes);
            boolean isManifest = new String(bytes, StandardCharsets.UTF_8).contains("\"config\":{\"mediaType\"");
            if (isManifest && new String(bytes, StandardCharsets.UTF_8).contains(id.toString())) {
                ownRegistry.putManifest(path, "latest", MediaTypes.MANIFEST, bytes);
            }
        }
        return named(name, id);
    }

    private byte[] read(Digest digest) {
        try (InputStream in = blobs.open(digest)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a blob on the heap can be read", e);
        }
    }

    private static ImageRecord named(String name, ImageId id) {
        return new ImageRecord(id, Map.of(ImageReference.parse(name), CREATED));
    }
}
