package dev.drydock.core.distribution;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.distribution.Repository.Fetched;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ManifestDocument;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.oci.PlatformChoice;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One attempt to pull from one endpoint. */
final class Pull {
    private static final int CONFIG_LIMIT = 4 << 20;
    /** As deep as an index of indexes may be. */
    private static final int DEPTH = 3;
    /** As dockerd's layer store. */
    private static final int MAX_LAYERS = 125;

    /** Types under which registries keep the configuration of an image; others are charts, plugins and the like. */
    private static final Set<String> IMAGE_CONFIGS = Set.of(
            MediaTypes.DOCKER_CONFIG,
            MediaTypes.CONFIG,
            "application/octet-stream",
            "application/json",
            "text/html",
            "text/plain",
            "");

    private final LabAccess lab;
    private final PullRequest request;
    private final Repository repository;
    private final ProgressOutput out;
    private final Cancellation cancellation;
    private final Optional<PullThrough> keeper;

    /** @param keeper keeps what a tag names for others, too */
    @SuppressWarnings("ParameterNumber")
    Pull(
            LabAccess lab,
            PullRequest request,
            Repository repository,
            ProgressOutput out,
            Cancellation cancellation,
            Optional<PullThrough> keeper) {
        this.lab = lab;
        this.request = request;
        this.repository = repository;
        this.out = out;
        this.cancellation = cancellation;
        this.keeper = keeper;
    }

    /** @return whether an image, or a name for one, is new in the lab */
    boolean run() throws IOException {
        repository.session().ping();
        if (!request.isAllTags()) {
            return pull(request.reference());
        }
        boolean isNew = false;
        for (String tag : repository.tags()) {
            isNew |= pull(ImageReference.of(request.reference().repository(), new Tag(tag)));
        }
        return isNew;
    }

    private boolean pull(ImageReference reference) throws IOException {
        Fetched first = repository.manifest(reference);
        String version = reference
                .digest()
                .map(Digest::toString)
                .orElseGet(() -> reference.tag().orElseThrow().toString());
        out.write(new Progress.Message(
                version, "Pulling from " + repository.name().path()));
        Fetched chosen = choose(first, reference);
        boolean isNew = take(first, chosen, reference);
        out.write(new Progress.Message("", "Digest: " + first.digest()));
        return isNew;
    }

    private static List<ImageReference> names(ImageReference reference, Digest digest) {
        List<ImageReference> names = new ArrayList<>();
        if (reference.digest().isEmpty()) {
            names.add(reference);
        }
        names.add(new ImageReference(reference.repository(), Optional.empty(), Optional.of(digest)));
        return names;
    }

    private Fetched choose(Fetched first, ImageReference reference) throws IOException {
        Fetched fetched = first;
        Platform platform = request.platform().orElse(lab.ports().platform());
        for (int depth = 0; fetched.document() instanceof ManifestDocument.OfPlatforms index; depth++) {
            if (depth == DEPTH) {
                throw new IOException("indexes of images are nested deeper than " + DEPTH);
            }
            Descriptor next = PlatformChoice.choose(index.manifests(), platform)
                    .orElseThrow(() -> new EngineException.NotFound("no matching manifest for "
                            + PlatformChoice.text(platform) + " in the manifest list entries"));
            fetched = repository.manifest(
                    new ImageReference(reference.repository(), Optional.empty(), Optional.of(Repository.digest(next))));
        }
        return fetched;
    }

    /**
     * Makes the image of a manifest one of the lab.
     *
     * @param first what the reference names, which may be an index
     */
    private boolean take(Fetched first, Fetched fetched, ImageReference reference) throws IOException {
        List<ImageReference> names = names(reference, first.digest());
        ManifestDocument.OfImage manifest = (ManifestDocument.OfImage) fetched.document();
        check(manifest);
        ImageId id = new ImageId(Repository.digest(manifest.config()));
        Optional<Image> known = lab.images().byId(id);
        boolean isNew = known.isEmpty() || !known.get().references().contains(names.getFirst());
        try (ContentLease lease = lab.images().lease()) {
            byte[] config = repository.document(manifest.config(), CONFIG_LIMIT);
            if (known.isEmpty()) {
                bringLayers(manifest, config, lease);
            }
            cancellation.check();
            lease.put(fetched.digest(), new ByteArrayInputStream(fetched.bytes()));
            lab.images().add(lease, new NewImage(config, Optional.empty(), Optional.of(fetched.digest()), names));
            keep(first, reference, lease);
        }
        return isNew;
    }

    private void keep(Fetched first, ImageReference reference, ContentLease lease) throws IOException {
        if (keeper.isPresent() && reference.digest().isEmpty()) {
            lease.put(first.digest(), new ByteArrayInputStream(first.bytes()));
            keeper.get().keep(reference.repository(), reference.tag().orElseThrow(), first.digest());
        }
    }

    private static void check(ManifestDocument.OfImage manifest) {
        String type =
                manifest.config().mediaType() == null ? "" : manifest.config().mediaType();
        if (!IMAGE_CONFIGS.contains(type)) {
            throw new EngineException.InvalidParameter(
                    "Encountered remote \"" + RegistryErrors.clean(type) + "\"(unknown) when fetching");
        }
        if (manifest.layers().size() > MAX_LAYERS) {
            throw new EngineException.InvalidParameter("max depth exceeded");
        }
        for (Descriptor layer : manifest.layers()) {
            String kind = layer.mediaType() == null ? "" : layer.mediaType();
            if (kind.contains("foreign") || kind.contains("nondistributable")) {
                throw new EngineException.InvalidParameter(
                        "foreign layers, which come from elsewhere, are not supported");
            }
        }
    }

    private void bringLayers(ManifestDocument.OfImage manifest, byte[] bytes, ContentLease lease) throws IOException {
        ImageConfig config = OciJson.read(bytes, ImageConfig.class, "image configuration");
        if (!config.os().isEmpty() && !config.os().equals(lab.ports().platform().os())) {
            throw new EngineException.InvalidParameter("image operating system \"" + RegistryErrors.clean(config.os())
                    + "\" cannot be used on this platform");
        }
        List<DiffId> diffIds = diffIds(config);
        if (diffIds.size() != manifest.layers().size()) {
            throw new EngineException.InvalidParameter("layers from manifest don't match image configuration");
        }
        new LayerPulls(lab, repository, lease, out, cancellation).run(manifest.layers(), diffIds);
    }

    private static List<DiffId> diffIds(ImageConfig config) {
        try {
            ChainId.stacks(config.rootfs().diffIds());
            return config.rootfs().diffIds().stream()
                    .map(text -> new DiffId(Digest.parse(text)))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new EngineException.InvalidParameter("invalid rootfs in image configuration", e);
        }
    }
}
