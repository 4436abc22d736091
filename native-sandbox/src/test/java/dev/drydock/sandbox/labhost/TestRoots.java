package dev.drydock.sandbox.labhost;

import dev.drydock.core.layer.ChainId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Root file systems of which a test can put the comfortable one there and take it away. */
final class TestRoots implements LabRoots {
    private @Nullable ChainId small;
    private volatile @Nullable ChainId comfortable;

    void small(ChainId image) {
        small = image;
    }

    void comfortable(@Nullable ChainId image) {
        comfortable = image;
    }

    @Override
    public Kind newest() {
        return comfortable == null ? Kind.SMALL : Kind.COMFORTABLE;
    }

    @Override
    public ChainId image(Kind kind) {
        ChainId larger = comfortable;
        return kind == Kind.COMFORTABLE && larger != null ? larger : Objects.requireNonNull(small);
    }
}
