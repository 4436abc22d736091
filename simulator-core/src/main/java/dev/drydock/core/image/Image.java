package dev.drydock.core.image;

import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * An image as one lab has it.
 *
 * @param parent the image it was made from in this lab; empty for one that came from elsewhere
 * @param manifest digest of the manifest that it came with from a registry
 * @param lastTagged when it was last given a name here, by a tag, a commit, a build or an import
 * @param references its names in this lab, sorted; none for a dangling image
 * @param layers lowest first
 */
public record Image(
        ImageId id,
        Optional<ImageId> parent,
        Optional<Digest> manifest,
        Optional<Instant> lastTagged,
        List<ImageReference> references,
        ImageConfig config,
        List<Layer> layers) {
    public Image {
        references = List.copyOf(references);
        layers = List.copyOf(layers);
    }

    /** One that came from elsewhere. */
    public Image(ImageId id, List<ImageReference> references, ImageConfig config, List<Layer> layers) {
        this(id, Optional.empty(), Optional.empty(), Optional.empty(), references, config, layers);
    }

    /** The same with other names. */
    public Image withReferences(List<ImageReference> names) {
        return new Image(id, parent, manifest, lastTagged, names, config, layers);
    }

    /** The same with the manifest that a registry has of it. */
    public Image withManifest(Digest pushed) {
        return new Image(id, parent, Optional.of(pushed), lastTagged, references, config, layers);
    }

    /** The same, made from another. */
    public Image withParent(ImageId made) {
        return new Image(id, Optional.of(made), manifest, lastTagged, references, config, layers);
    }

    /** Whether it can have been made from another: it has all that one has, and an instruction more. */
    public boolean canDescendFrom(Image parent) {
        List<ImageConfig.History> before = parent.config.history();
        List<ImageConfig.History> now = config.history();
        return now.size() > before.size()
                && now.subList(0, before.size()).equals(before)
                && layers.size() >= parent.layers.size()
                && layers.subList(0, parent.layers.size()).stream()
                        .map(Layer::id)
                        .toList()
                        .equals(parent.layers.stream().map(Layer::id).toList());
    }

    /** The same, tagged now. */
    public Image taggedAt(Instant moment) {
        return new Image(id, parent, manifest, Optional.of(moment), references, config, layers);
    }

    /** Whether it has a name with a tag, other than one with a digest only. */
    public boolean isTagged() {
        return references.stream().anyMatch(name -> name.tag().isPresent());
    }

    /** Bytes of all its layers. */
    public long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }

    /** The whole stack, empty for an image without layers. */
    public Optional<ChainId> chain() {
        return layers.isEmpty()
                ? Optional.empty()
                : Optional.of(layers.getLast().id());
    }

    /** When the configuration says it was made; the epoch when it does not say. */
    public Instant createdAt() {
        String created = config.created();
        if (created == null) {
            return Instant.EPOCH;
        }
        try {
            return Instant.parse(created);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
