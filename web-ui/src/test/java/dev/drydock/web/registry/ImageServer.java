package dev.drydock.web.registry;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.distribution.Distribution;
import dev.drydock.core.distribution.DistributionPorts;
import dev.drydock.core.distribution.OwnRegistry;
import dev.drydock.core.distribution.RegistryAccess;
import dev.drydock.core.distribution.RegistryClient;
import dev.drydock.core.distribution.RegistrySettings;
import dev.drydock.core.distribution.RegistryTransport;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.image.ImageRemoval;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.registry.HubCache;
import dev.drydock.core.registry.KeptBlobs;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryLimits;
import dev.drydock.core.registry.RegistrySetup;
import dev.drydock.core.time.ThreadScheduler;
import dev.drydock.sandbox.distribution.HttpRegistryTransport;
import dev.drydock.sandbox.distribution.ProxySettings;
import dev.drydock.sandbox.metadata.FileBlobStore;
import dev.drydock.sandbox.metadata.FileImageStore;
import dev.drydock.sandbox.metadata.FileRegistryStore;
import dev.drydock.sandbox.metadata.FileUploadStore;
import dev.drydock.sandbox.storage.LinuxLayerStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** What a server has of images, layers and its registry, in a directory, as the real one puts it together; nothing runs. */
final class ImageServer implements AutoCloseable {
    static final String DOMAIN = "registry.lab:5000";
    private static final Platform PLATFORM = new Platform("amd64", "linux", null);
    private static final int TRANSFERS = 16;

    private final Path data;
    private final Registry registry;
    private final RegistryServer server;
    private final SharedContent content;
    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final HttpRegistryTransport transport = new HttpRegistryTransport(ProxySettings.of(Map.of()));
    private final ExecutorService workers = Executors.newFixedThreadPool(TRANSFERS);
    private final RegistryClient client;

    /**
     * @param limits of the registry
     * @param watch makes of the way to registries what the engines see
     */
    ImageServer(Path data, RegistryLimits limits, UnaryOperator<RegistryTransport> watch) {
        this.data = data;
        FileBlobStore blobs = new FileBlobStore(data.resolve("blobs"));
        registry = Registry.open(new RegistrySetup(
                new FileRegistryStore(data.resolve("registry/repositories")),
                new FileUploadStore(data.resolve("registry/uploads"), blobs),
                blobs,
                limits,
                new RandomIds(),
                Clock.systemUTC()));
        content = new SharedContent(new KeptBlobs(blobs, registry), LinuxLayerStore.open(data.resolve("layers")));
        content.keep(marks -> registry.blobs().forEach(marks::blob));
        server = new RegistryServer(registry, Clock.systemUTC(), new RandomIds(), new InstructorLogin("open sesame"));
        server.start();
        client = new RegistryClient(new DistributionPorts(
                watch.apply(transport),
                RegistrySettings.DEFAULT,
                content,
                Optional.of(new HubCache(registry, Clock.systemUTC())),
                workers,
                scheduler,
                Clock.systemUTC(),
                PLATFORM));
    }

    Registry registry() {
        return registry;
    }

    RegistryServer server() {
        return server;
    }

    SharedContent content() {
        return content;
    }

    /** The images of one lab, and how it pulls and pushes. */
    record Lab(Images images, Distribution distribution, ImageRemoval removal) {}

    Lab lab(String name) {
        return lab(name, server);
    }

    /** @param registry of this or another server, which the lab has for its server's */
    Lab lab(String name, RegistryServer registry) {
        Path directory = data.resolve("labs").resolve(name);
        content.keep(marks -> FileImageStore.mark(directory, marks));
        EventLog events = new EventLog(Clock.systemUTC());
        Images images = Images.open(
                new ImageServices(new FileImageStore(directory), content, events, Clock.systemUTC()), List.of());
        OwnRegistry own = new OwnRegistry(DOMAIN, registry.address(), name, registry.tokenFor(new LabId(name)));
        return new Lab(
                images,
                new Distribution(new RegistryAccess(client, Optional.of(own)), images, () -> {}),
                new ImageRemoval(images, _ -> List.of(), () -> {}));
    }

    /** Makes an image with a layer for each of these trees of files. */
    static void make(Images images, ImageReference name, List<List<byte[]>> layers) throws IOException {
        List<String> diffIds = new ArrayList<>();
        try (ContentLease lease = images.lease()) {
            Optional<ChainId> below = Optional.empty();
            for (List<byte[]> files : layers) {
                List<LayerEntry> entries = new ArrayList<>();
                for (byte[] file : files) {
                    entries.add(new LayerEntry.RegularFile(
                            "layer" + diffIds.size() + "-" + entries.size(), 0644, ByteBuffer.wrap(file)));
                }
                byte[] tar = LayerTar.write(entries, Instant.EPOCH);
                Layer layer = images.addLayer(lease, below, out -> out.write(tar));
                below = Optional.of(layer.id());
                diffIds.add(layer.diffId().toString());
            }
            ImageConfig config = new ImageConfig(
                    null,
                    null,
                    PLATFORM.architecture(),
                    PLATFORM.os(),
                    ImageConfig.RunConfig.EMPTY,
                    new ImageConfig.RootFs("layers", diffIds),
                    List.of());
            images.add(lease, NewImage.made(config, Optional.empty(), List.of(name)));
        }
    }

    @Override
    public void close() {
        server.close();
        transport.close();
        workers.shutdownNow();
        scheduler.close();
    }
}
