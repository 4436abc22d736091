package dev.drydock.sandbox.metadata;

import dev.drydock.core.id.RandomIds;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.Chunk;
import dev.drydock.core.registry.FinalChunk;
import dev.drydock.core.registry.ManifestContent;
import dev.drydock.core.registry.ManifestReference;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.core.registry.RegistryLimits;
import dev.drydock.core.registry.RegistrySetup;
import dev.drydock.core.registry.RepositoryPath;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * A registry in a process of its own, which somebody kills: pushes and deletes without end while it tidies up and sweeps,
 * and says what it tries and what is acknowledged.
 */
final class RegistryWriter {
    static final RepositoryPath PATH = new RepositoryPath("ann/app");
    private static final Caller ANN = Caller.student("ann");
    private static final int TAGS = 5;
    private static final int DELETE_EVERY = 7;
    private static final RegistryLimits NO_GRACE = new RegistryLimits(1 << 20, 100, 100, 1000, 1000, 32, Duration.ZERO);

    private final FileBlobStore blobs;
    private final Registry registry;

    RegistryWriter(Path directory) {
        blobs = new FileBlobStore(directory.resolve("blobs"));
        registry = Registry.open(new RegistrySetup(
                new FileRegistryStore(directory.resolve("repositories")),
                new FileUploadStore(directory.resolve("uploads"), blobs),
                blobs,
                NO_GRACE,
                new RandomIds(),
                Clock.systemUTC()));
    }

    Registry registry() {
        return registry;
    }

    /** What garbage collection does: forgets, then removes what the registry does not need. */
    void cleanUp() {
        registry.tidyUp();
        for (Digest digest : blobs.list()) {
            registry.removeUnlessNeeded(digest, () -> blobs.remove(digest));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String descriptor(String mediaType, byte[] content) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + Digest.ofBytes(content) + "\",\"size\":"
                + content.length + "}";
    }

    private void push(byte[] content) {
        registry.push(ANN, PATH, new FinalChunk(Digest.ofBytes(content), Chunk.of(new ByteArrayInputStream(content))));
    }

    private void run(PrintStream out, String run) {
        for (int number = 0; ; number++) {
            Tag tag = new Tag("t" + number % TAGS);
            ManifestReference reference = new ManifestReference.ByTag(tag);
            byte[] config = bytes("{\"run\":\"" + run + "\",\"number\":" + number + "}");
            byte[] layer = bytes("layer " + number % 3);
            byte[] manifest = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.MANIFEST + "\",\"config\":"
                    + descriptor(MediaTypes.CONFIG, config) + ",\"layers\":["
                    + descriptor(MediaTypes.LAYER_GZIP, layer) + "]}");
            try {
                push(config);
                push(layer);
                out.println("try " + tag + " " + Digest.ofBytes(manifest));
                registry.putManifest(ANN, PATH, reference, new ManifestContent("", manifest));
                out.println("has " + tag + " " + Digest.ofBytes(manifest));
            } catch (RegistryException e) {
                // Tidied up between blob and manifest, as there is no grace.
                out.println("has " + tag + " refused");
                continue;
            }
            if (number % DELETE_EVERY == 0) {
                out.println("try " + tag + " none");
                registry.deleteManifest(ANN, PATH, reference);
                out.println("has " + tag + " none");
            }
        }
    }

    /** @param arguments the directory, and something that no other run says */
    public static void main(String[] arguments) {
        RegistryWriter writer = new RegistryWriter(Path.of(arguments[0]));
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                writer.cleanUp();
            }
        });
        writer.run(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8), arguments[1]);
    }
}
