package dev.drydock.core.simulated;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.image.ImageAssembly;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerEntry.RegularFile;
import dev.drydock.core.layer.LayerEntry.SymbolicLink;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What all simulated labs of a server share: the content of the offline images {@code hello-world} and {@code busybox}. */
public final class SimulatedServer {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Platform PLATFORM = new Platform("amd64", "linux", null);
    private static final List<String> APPLETS =
            List.of("cat", "echo", "env", "false", "hostname", "sh", "sleep", "true", "yes");
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryLayerStore layers = new InMemoryLayerStore();
    private final SharedContent content = new SharedContent(blobs, layers);
    private final List<ImageRecord> images;

    public SimulatedServer() {
        images = List.of(helloWorld(), busybox());
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
        return named("hello-world", assembly.store(blobs, layers));
    }

    private ImageRecord busybox() {
        List<LayerEntry> entries = new ArrayList<>();
        entries.add(new LayerEntry.Directory("bin", 0755));
        entries.add(program("bin/busybox"));
        APPLETS.forEach(applet -> entries.add(new SymbolicLink("bin/" + applet, "busybox")));
        ImageAssembly assembly =
                assembly("sh").layer("ADD rootfs.tar / # buildkit", entries).emptyLayer("CMD [\"sh\"]");
        return named("busybox", assembly.store(blobs, layers));
    }

    private static LayerEntry program(String path) {
        String text = "simulated " + path + "\n";
        return new RegularFile(path, 0755, StandardCharsets.UTF_8.encode(text));
    }

    private static ImageAssembly assembly(String command) {
        RunConfig run = new RunConfig(null, null, List.of(PATH), null, List.of(command), null, "/", null, null);
        return new ImageAssembly(CREATED, PLATFORM, run);
    }

    private static ImageRecord named(String name, ImageId id) {
        return new ImageRecord(id, Map.of(ImageReference.parse(name), CREATED));
    }
}
