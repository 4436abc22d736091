package dev.drydock.core.layer;

import dev.drydock.core.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    /**
     * The stacks that end with each of these layers, lowest first.
     *
     * @param diffIds as they stand in an image's configuration
     * @throws IllegalArgumentException when one is no digest
     */
    public static List<ChainId> stacks(List<String> diffIds) {
        List<ChainId> stacks = new ArrayList<>();
        for (String text : diffIds) {
            DiffId layer = new DiffId(Digest.parse(text));
            stacks.add(stacks.isEmpty() ? of(layer) : stacks.getLast().then(layer));
        }
        return stacks;
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
