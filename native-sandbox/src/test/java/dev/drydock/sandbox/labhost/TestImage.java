package dev.drydock.sandbox.labhost;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.image.ImageAssembly;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An image with a shell and whatever a test puts beside it. */
public record TestImage(String name, List<LayerEntry> entries) {
    private static final List<String> APPLETS = List.of(
            "sh",
            "cat",
            "cp",
            "date",
            "dd",
            "echo",
            "grep",
            "hostname",
            "id",
            "ip",
            "kill",
            "ln",
            "ls",
            "mkdir",
            "mount",
            "ps",
            "readlink",
            "rm",
            "sleep",
            "stat",
            "touch",
            "true",
            "unshare",
            "wc");

    public TestImage {
        entries = List.copyOf(entries);
    }

    ImageRecord store(Platform platform, BlobStore blobs, LayerStore layers) {
        RunConfig config = new RunConfig(null, null, List.of("PATH=/bin"), null, List.of("sh"), null, null, null, null);
        ImageAssembly assembly = new ImageAssembly(Instant.EPOCH, platform, config);
        assembly.layer("ADD shell", shell());
        assembly.layer("ADD " + name, entries);
        return new ImageRecord(assembly.store(blobs, layers), Map.of(ImageReference.parse(name), Instant.EPOCH));
    }

    private static List<LayerEntry> shell() {
        try {
            List<LayerEntry> shell = new ArrayList<>();
            shell.add(new LayerEntry.Directory("bin", 0755));
            shell.add(new LayerEntry.Directory("tmp", 01777));
            shell.add(new LayerEntry.RegularFile(
                    "bin/busybox", 0755, ByteBuffer.wrap(Files.readAllBytes(Path.of("/bin/busybox")))));
            APPLETS.forEach(applet -> shell.add(new LayerEntry.SymbolicLink("bin/" + applet, "busybox")));
            return shell;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
