package dev.drydock.core.content;

import dev.drydock.core.layer.ChainId;
import dev.drydock.core.reference.Digest;
import java.util.List;

/** What a collection has taken away. */
public record Collected(List<ChainId> layers, List<Digest> blobs) {
    public Collected {
        layers = List.copyOf(layers);
        blobs = List.copyOf(blobs);
    }
}
