package dev.drydock.sandbox.images;

import dev.drydock.core.content.SharedContent;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.image.ImageRemoval;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.sandbox.metadata.FileBlobStore;
import dev.drydock.sandbox.metadata.FileImageStore;
import dev.drydock.sandbox.storage.LinuxLayerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The images of one lab, and the layers and blobs of its server, in a directory. */
final class ImagesOnDisk {
    private final Path lab;
    private final SharedContent content;
    private final Images images;

    ImagesOnDisk(Path data) {
        lab = data.resolve("images");
        content = new SharedContent(
                new FileBlobStore(data.resolve("blobs")), LinuxLayerStore.open(data.resolve("layers")));
        content.keep(marks -> FileImageStore.mark(lab, marks));
        InstantSource clock = InstantSource.system();
        images =
                Images.open(new ImageServices(new FileImageStore(lab), content, new EventLog(clock), clock), List.of());
    }

    SharedContent content() {
        return content;
    }

    Images images() {
        return images;
    }

    ImageRemoval removal() {
        return new ImageRemoval(images, _ -> List.of(), () -> {});
    }

    /** How many images are written down, whether they can be read or not. */
    long records() throws IOException {
        try (Stream<Path> files = Files.list(lab)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }
}
