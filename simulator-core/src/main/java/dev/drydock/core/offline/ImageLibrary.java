package dev.drydock.core.offline;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The images that a server offers to all its labs without asking any registry. */
public final class ImageLibrary {
    private final BlobStore blobs;
    private final ImageShelf shelf;
    private final PackagedImages packaged;
    private final Map<ImageReference, Digest> first;

    /** @param first manifests of the images that every lab begins with */
    public ImageLibrary(BuildTools tools, Map<ImageReference, Digest> first) {
        this.blobs = tools.blobs();
        this.shelf = tools.shelf();
        this.packaged = new PackagedImages(tools);
        this.first = new TreeMap<>(first);
    }

    /** Offers the images that every lab begins with. */
    public void offerFirst() {
        first.forEach(shelf::put);
    }

    /** All that there are or could be built, those that every lab begins with first. */
    public List<OfferedImage> list() {
        List<OfferedImage> all = new ArrayList<>();
        first.forEach((name, manifest) -> {
            StoredImage image = StoredImage.read(blobs, manifest);
            String familiar = name.familiar();
            all.add(new OfferedImage(
                    familiar.substring(0, familiar.indexOf(':')),
                    List.of(familiar),
                    Optional.of(new OfferedImage.Made(image.id(), image.size()))));
        });
        all.addAll(packaged.list());
        return all;
    }

    /** Whether labs can pull it from here. */
    public boolean has(ImageReference image) {
        return first.containsKey(image) || shelf.find(image).isPresent();
    }

    /**
     * Builds images from packages.
     *
     * @param names of recipes; none for all
     */
    public void build(List<String> names, Progress progress) {
        packaged.build(names, progress);
    }

    /**
     * What a file with these images holds.
     *
     * @param names of images as {@link #list} has them; none for all that are there
     * @throws EngineException.NotFound for one that is not there
     */
    public Archive archive(List<String> names) {
        Map<ImageReference, StoredImage> images = new TreeMap<>();
        List<OfferedImage> all = list();
        for (String name : names) {
            if (all.stream()
                    .noneMatch(
                            image -> image.name().equals(name) && image.made().isPresent())) {
                throw new EngineException.NotFound("the image " + name + " is not there: see ./drydock images");
            }
        }
        all.stream()
                .filter(image -> image.made().isPresent() && (names.isEmpty() || names.contains(image.name())))
                .flatMap(image -> image.references().stream())
                .map(ImageReference::parse)
                .forEach(name ->
                        shelf.find(name).ifPresent(manifest -> images.put(name, StoredImage.read(blobs, manifest))));
        if (images.isEmpty()) {
            throw new EngineException.NotFound("there are no images yet: build some with ./drydock images build");
        }
        return out -> OciArchive.write(images, blobs, out);
    }

    /** A file with images. */
    public interface Archive {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Takes in a file with images and offers them; their names. */
    public List<String> load(InputStream file) throws IOException {
        Map<ImageReference, StoredImage> images = new OciArchiveReader(blobs).read(file);
        images.forEach((name, image) -> shelf.put(name, image.digest()));
        return images.keySet().stream().map(ImageReference::familiar).toList();
    }
}
