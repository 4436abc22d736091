package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.offline.BuildTools;
import dev.drydock.core.offline.ImageShelf;
import dev.drydock.core.offline.LabRootBuilder;
import dev.drydock.core.offline.PackageRecipes;
import dev.drydock.core.offline.PackagedImages;
import dev.drydock.core.offline.UnpackedImage;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryImageShelf;
import dev.drydock.sandbox.debian.AptPackages;
import dev.drydock.sandbox.images.MachineRecipes;
import dev.drydock.sandbox.metadata.FileBlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Building images on a test's server, with blobs and packages of its own. */
final class TestBuild {
    private static final LabId TRIED = new LabId("tried");

    private final TestServer server;
    private final FileBlobStore blobs;
    private final ImageShelf shelf = new InMemoryImageShelf();
    private final PackagedImages images;
    private final List<String> lines = new ArrayList<>();

    /** @param directory for everything of this build but the packages, which are below {@code packages} */
    TestBuild(TestServer server, PackageRecipes recipes, Path directory, Path packages) {
        this.server = server;
        this.blobs = new FileBlobStore(directory.resolve("blobs"));
        Platform platform = MachineRecipes.platform();
        images = new PackagedImages(new BuildTools(
                recipes,
                new AptPackages(packages, platform.architecture()),
                new LabRootBuilder(server.hosts()),
                blobs,
                shelf,
                platform,
                directory.resolve("building")));
    }

    void run(String... names) {
        images.build(List.of(names), lines::add);
    }

    List<String> lines() {
        return lines;
    }

    /** The digest of an image's manifest. */
    String manifest(String name) {
        return shelf.find(ImageReference.parse(name)).orElseThrow().toString();
    }

    UnpackedImage unpacked(String name) {
        return UnpackedImage.of(ImageReference.parse(name), shelf, blobs, server.layers())
                .orElseThrow();
    }

    /** Types a line on a lab host that has an image as its root file system; what is on the screen then. */
    String tryOut(String name, String line) throws IOException {
        server.roots().comfortable(unpacked(name).layers());
        LabHost host = server.hosts().start(TRIED);
        try (Screen screen = new Screen(host.openTerminal(new TerminalId(1), new TerminalSize(24, 200)))) {
            screen.type(line + "; echo d''one\n");
            return screen.waitFor("done");
        } finally {
            server.hosts().remove(TRIED);
            server.roots().comfortable(null);
        }
    }
}
