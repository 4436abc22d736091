package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.reference.Digest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What all writable layers do that no process has written to. */
public abstract class WritableLayersContract {
    private final ContainerId container = new ContainerId(new RandomIds().next());

    protected abstract WritableLayers layers();

    /** A stack that the layers' store has. */
    protected abstract ChainId root();

    @Test
    void aNewOneIsEmpty() {
        WritableLayers layers = layers();
        layers.create(container, Optional.of(root()));

        assertThat(layers.changes(container)).isEmpty();
        assertThat(layers.size(container)).isZero();
        assertThat(layers.list()).containsExactly(container);
        layers.remove(container);
    }

    @Test
    void itNeedsNoImageBelow() {
        WritableLayers layers = layers();
        layers.create(container, Optional.empty());

        assertThat(layers.changes(container)).isEmpty();
        layers.remove(container);
    }

    @Test
    void aStackThatIsNotThereIsRefusedAndLeavesNothing() {
        WritableLayers layers = layers();
        ChainId unknown = new ChainId(Digest.ofBytes(new byte[] {1}));

        assertThatThrownBy(() -> layers.create(container, Optional.of(unknown))).isInstanceOf(EngineException.class);
        assertThat(layers.list()).isEmpty();
    }

    @Test
    void aRemovedOneIsGone() {
        WritableLayers layers = layers();
        layers.create(container, Optional.of(root()));
        layers.remove(container);

        assertThat(layers.list()).isEmpty();
        assertThatCode(() -> layers.remove(container)).doesNotThrowAnyException();
    }

    @Test
    void itCanBeMadeAgainAfterItsRemoval() {
        WritableLayers layers = layers();
        layers.create(container, Optional.of(root()));
        layers.remove(container);
        layers.create(container, Optional.of(root()));

        assertThat(layers.list()).containsExactly(container);
        layers.remove(container);
    }
}
