package dev.drydock.web;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.content.LeasedBlobs;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.image.OfflineImages;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.offline.BuildTools;
import dev.drydock.core.offline.ImageLibrary;
import dev.drydock.core.offline.ImageShelf;
import dev.drydock.core.offline.LabRootBuilder;
import dev.drydock.core.offline.RegistryShelf;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.registry.Registry;
import dev.drydock.sandbox.debian.AptPackages;
import dev.drydock.sandbox.images.MachineRecipes;
import java.util.List;
import java.util.Map;

/** The images that need no registry: those that every lab begins with, and those that are built on demand. */
final class OfflineContent {
    private final DataDirectory data;
    private final BlobStore blobs;
    private final MachineRecipes recipes;
    private final Platform platform;
    private final List<ImageRecord> first;
    private final Map<ImageReference, Digest> manifests;
    private final ImageShelf shelf;

    /**
     * @param content also of what is being built; blobs that it turns out not to need go with the next server
     * @param registry where the images are offered
     * @param roots has one of them for lab hosts
     */
    OfflineContent(DataDirectory data, SharedContent content, Registry registry, ServerLabRoots roots) {
        this.data = data;
        this.blobs = new LeasedBlobs(content.lease(), content);
        platform = MachineRecipes.platform();
        recipes = new MachineRecipes(platform);
        shelf = roots.watching(new RegistryShelf(registry));
        roots.refresh(shelf);
        OfflineImages images = new OfflineImages(recipes, platform, blobs, content.layers());
        first = images.prepare();
        manifests = images.manifests();
        content.keep(marks -> first.forEach(image -> marks.image(image.id().digest())));
    }

    /** What a new lab has. */
    List<ImageRecord> first() {
        return first;
    }

    /** @param labs where packages are installed in */
    ImageLibrary library(LabHosts labs) {
        BuildTools tools = new BuildTools(
                recipes,
                new AptPackages(data.resolve("packages"), platform.architecture()),
                new LabRootBuilder(labs),
                blobs,
                shelf,
                platform,
                data.resolve("building"));
        ImageLibrary library = new ImageLibrary(tools, manifests);
        library.offerFirst();
        return library;
    }
}
