package dev.drydock.web;

import dev.drydock.core.content.SharedContent;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.offline.ImageShelf;
import dev.drydock.core.offline.UnpackedImage;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.sandbox.labhost.LabRoot;
import dev.drydock.sandbox.labhost.LabRoots;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The small root file system, and the comfortable one as soon as the image {@code lab} is on the shelf. */
final class ServerLabRoots implements LabRoots {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLabRoots.class);
    private static final ImageReference LAB = ImageReference.parse("lab:latest");
    private final LabRoot maker;
    private final Path docker;
    private final ChainId small;
    private final SharedContent content;
    private volatile @Nullable ChainId comfortable;

    ServerLabRoots(LabRoot maker, Path busybox, Path docker, SharedContent content) {
        this.maker = maker;
        this.docker = docker;
        this.content = content;
        this.small = maker.prepare(busybox, docker);
    }

    @Override
    public Kind newest() {
        return comfortable == null ? Kind.SMALL : Kind.COMFORTABLE;
    }

    @Override
    public ChainId image(Kind kind) {
        ChainId larger = comfortable;
        return switch (kind) {
            case SMALL -> small;
            case COMFORTABLE -> larger == null ? small : larger;
        };
    }

    /** Uses the image {@code lab} from now on if it is there; what cannot be used leaves everything as it was. */
    void refresh(ImageShelf shelf) {
        try {
            // Nothing names its layers before it is done.
            content.undisturbed(() -> UnpackedImage.of(LAB, shelf, content.blobs(), content.layers())
                    .flatMap(lab -> maker.prepareOn(lab.layers(), lab.packages(), docker))
                    .ifPresent(root -> comfortable = root));
        } catch (EngineException e) {
            LOG.error("new lab hosts get the root file system that they had: {}", e.getMessage());
        }
    }

    /** A shelf that lets new lab hosts have the image as soon as it is put there. */
    ImageShelf watching(ImageShelf shelf) {
        return new ImageShelf() {
            @Override
            public void put(ImageReference name, Digest manifest) {
                shelf.put(name, manifest);
                if (name.equals(LAB)) {
                    refresh(shelf);
                }
            }

            @Override
            public Optional<Digest> find(ImageReference name) {
                return shelf.find(name);
            }
        };
    }
}
