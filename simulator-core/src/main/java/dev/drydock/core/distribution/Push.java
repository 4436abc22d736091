package dev.drydock.core.distribution;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ManifestDocument;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pushes images of a lab to one repository. */
final class Push {
    private final LabAccess lab;
    private final Repository repository;
    private final ProgressOutput out;
    private final Cancellation cancellation;

    Push(LabAccess lab, Repository repository, ProgressOutput out, Cancellation cancellation) {
        this.lab = lab;
        this.repository = repository;
        this.out = out;
        this.cancellation = cancellation;
    }

    /** Pushes what has this name in the lab. */
    void run(ImageReference reference) throws IOException {
        Image image = lab.images()
                .byReference(reference)
                .orElseThrow(() -> new EngineException.NotFound("tag does not exist: " + reference.familiar()));
        try (ContentLease lease = lab.images().hold(image)) {
            Optional<PushedManifest> kept = kept(image, lease);
            List<LayerBlob> blobs = new LayerPushes(lab, repository, lease, out, cancellation)
                    .run(image, kept.map(Push::layers).orElse(List.of()));
            byte[] config = config(image, lease);
            pushConfig(image, config);
            PushedManifest manifest =
                    kept.orElseGet(() -> PushedManifest.of(new Blob(image.id().digest(), config.length), blobs));
            put(reference, manifest);
            lease.put(manifest.digest(), new ByteArrayInputStream(manifest.bytes()));
            ImageReference pinned =
                    new ImageReference(reference.repository(), Optional.empty(), Optional.of(manifest.digest()));
            lab.images().pushed(image.id(), manifest.digest(), pinned);
            out.write(new Progress.Message(
                    "",
                    reference.tag().orElseThrow() + ": digest: " + manifest.digest() + " size: "
                            + manifest.bytes().length));
            out.write(new Progress.Pushed(reference.tag().orElseThrow(), manifest.digest(), manifest.bytes().length));
        }
    }

    /** The manifest that the image came with, when all that it names is still here. */
    private Optional<PushedManifest> kept(Image image, ContentLease lease) throws IOException {
        if (image.manifest().flatMap(lease::size).isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = read(image.manifest().orElseThrow(), lease);
        String type =
                OciJson.read(bytes, ManifestDocument.Fields.class, "manifest").mediaType();
        // The OCI's manifests need not say what they are.
        String known = type == null || type.isEmpty() ? MediaTypes.MANIFEST : type;
        PushedManifest manifest = new PushedManifest(known, bytes);
        boolean isWhole = ManifestDocument.parse(bytes, known) instanceof ManifestDocument.OfImage document
                && document.config().digest().equals(image.id().toString())
                && document.layers().size() == image.layers().size()
                && document.layers().stream()
                        .allMatch(layer ->
                                lease.size(Repository.digest(layer)).isPresent() && isAsTheRegistryWants(layer));
        return isWhole ? Optional.of(manifest) : Optional.empty();
    }

    /** What goes to the own registry as it is goes to others compressed. */
    private boolean isAsTheRegistryWants(Descriptor layer) {
        return lab.isOwn(repository.name()) || !LayerPushes.isPlain(layer.mediaType());
    }

    private static List<LayerBlob> layers(PushedManifest manifest) {
        ManifestDocument.OfImage document =
                (ManifestDocument.OfImage) ManifestDocument.parse(manifest.bytes(), manifest.mediaType());
        return document.layers().stream()
                .map(layer -> new LayerBlob(layer.mediaType(), Repository.digest(layer), layer.size()))
                .toList();
    }

    private static byte[] config(Image image, ContentLease lease) throws IOException {
        return read(image.id().digest(), lease);
    }

    private static byte[] read(Digest digest, ContentLease lease) throws IOException {
        try (InputStream in = lease.open(digest)) {
            return in.readAllBytes();
        }
    }

    private void pushConfig(Image image, byte[] config) throws IOException {
        new BlobUpload(repository, image.id().digest(), RequestContent.of(config))
                .run(List.of(), new BlobUpload.Watch(_ -> {}, _ -> {}), lab.ports(), cancellation);
    }

    private void put(ImageReference reference, PushedManifest manifest) throws IOException {
        String path =
                "/v2/" + repository.path() + "/manifests/" + reference.tag().orElseThrow();
        try (RegistryResponse response = repository
                .session()
                .send(
                        "PUT",
                        repository.session().uri(path),
                        Map.of("Content-Type", manifest.mediaType()),
                        Optional.of(RequestContent.of(manifest.bytes())))) {
            if (response.status() != 201 && response.status() != 200) {
                throw RegistryErrors.read(response);
            }
        }
    }
}
