package dev.drydock.web.differential;

import dev.drydock.core.archive.ImageSaver;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.OfflineImages;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageStore;
import dev.drydock.core.simulated.InMemoryLayerStore;
import dev.drydock.sandbox.images.MachineRecipes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Drydock's offline images as an archive that {@code docker load} takes, so that Docker has them with the same ids. */
final class ImageArchive {
    private ImageArchive() {}

    static void write(Path file) throws IOException {
        SharedContent content = new SharedContent(new InMemoryBlobStore(), new InMemoryLayerStore());
        Platform platform = MachineRecipes.platform();
        List<ImageRecord> prepared =
                new OfflineImages(new MachineRecipes(platform), platform, content.blobs(), content.layers()).prepare();
        InstantSource clock = InstantSource.system();
        Images images =
                Images.open(new ImageServices(new InMemoryImageStore(), content, new EventLog(clock), clock), prepared);
        List<String> names = images.list().stream()
                .flatMap(image -> image.references().stream())
                .map(ImageReference::familiar)
                .toList();
        try (ImageSaver saver = new ImageSaver(images, names);
                OutputStream out = Files.newOutputStream(file)) {
            saver.writeTo(out);
        }
    }
}
