package dev.drydock.sandbox.metadata;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.volume.StoredVolume;
import dev.drydock.core.volume.Volume;
import dev.drydock.core.volume.VolumeName;
import dev.drydock.core.volume.VolumeStore;
import dev.drydock.sandbox.metadata.DurableFiles.Durability;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One lab's volumes, one file each, named by the hash of the volume's name, which may be too long for a file. */
public final class FileVolumeStore implements VolumeStore {
    private final DocumentFolder<VolumeDocument> folder;

    public FileVolumeStore(Path directory) {
        folder = new DocumentFolder<>(directory, VolumeDocument.class, document -> fileName(document.name()));
    }

    private static String fileName(String name) {
        return Digest.ofBytes(name.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private record VolumeDocument(
            String name,
            String createdAt,
            Map<String, String> labels,
            Map<String, String> options,
            boolean anonymous,
            @Nullable String owner,
            boolean removing) {
        static VolumeDocument of(StoredVolume stored) {
            Volume volume = stored.volume();
            return new VolumeDocument(
                    volume.name().value(),
                    volume.createdAt().toString(),
                    volume.labels(),
                    volume.options(),
                    volume.isAnonymous(),
                    volume.owner().orElse(null),
                    stored.isRemoving());
        }

        StoredVolume read() {
            try {
                return new StoredVolume(
                        new Volume(
                                new VolumeName(name),
                                Instant.parse(createdAt),
                                labels,
                                options,
                                anonymous,
                                Optional.ofNullable(owner)),
                        removing);
            } catch (InvalidParameter e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    @Override
    public List<StoredVolume> load() {
        return folder.load(VolumeDocument::read);
    }

    @Override
    public void save(StoredVolume volume) {
        folder.save(VolumeDocument.of(volume), Durability.MACHINE);
    }

    @Override
    public void delete(VolumeName name) {
        folder.delete(fileName(name.value()), Durability.MACHINE);
    }
}
