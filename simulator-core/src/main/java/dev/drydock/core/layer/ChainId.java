package dev.drydock.core.layer;

import dev.drydock.core.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Identity of a stack of layers: the digest of the layers' DiffIds applied one on another (OCI image specification,
 * "Layer ChainID").
 */
public record ChainId(Digest digest) {
    /** The chain of a lowest layer. */
    public static ChainId of(DiffId lowest) {
        return new ChainId(lowest.digest());
    }

    /** The chain that results from putting a layer on this one. */
    public ChainId then(DiffId layer) {
        String both = digest + " " + layer.digest();
        return new ChainId(Digest.ofBytes(both.getBytes(StandardCharsets.UTF_8)));
    }

    /** The chain of a whole stack, lowest layer first; the stack must not be empty. */
    public static ChainId of(List<DiffId> stack) {
        ChainId chain = of(stack.getFirst());
        for (DiffId layer : stack.subList(1, stack.size())) {
            chain = chain.then(layer);
        }
        return chain;
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
