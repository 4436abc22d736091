package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of containers does. */
public abstract class ContainerStoreContract {
    private final ContainerSamples samples = new ContainerSamples(7);

    /** Opens the store on the same storage each time. */
    protected abstract ContainerStore open();

    @Test
    void isEmptyAtFirst() {
        assertThat(open().load()).isEmpty();
    }

    @Test
    void givesBackEveryContainerAsItWas() {
        List<StoredContainer> containers = samples.containers(100);
        ContainerStore store = open();
        containers.forEach(store::save);

        assertThat(open().load()).containsExactlyInAnyOrderElementsOf(containers);
    }

    @Test
    void theLastStateCounts() {
        StoredContainer first = samples.container();
        StoredContainer changed = new StoredContainer(
                first.container().withState(new ContainerState.Dead()).withName("other"), !first.stoppedByUser());
        ContainerStore store = open();
        store.save(first);
        store.save(changed);

        assertThat(open().load()).containsExactly(changed);
    }

    @Test
    void aDeletedContainerIsGone() {
        StoredContainer gone = samples.container();
        StoredContainer kept = samples.container();
        ContainerStore store = open();
        store.save(gone);
        store.save(kept);
        store.delete(gone.container().id());
        store.delete(gone.container().id());

        assertThat(open().load()).containsExactly(kept);
    }

    @Test
    void aContainerOfAnEarlierServerCanBeDeleted() {
        StoredContainer container = samples.container();
        open().save(container);
        open().delete(container.container().id());

        assertThat(open().load()).isEmpty();
    }

    @Test
    void whatWasSetAsideIsLeftOut() {
        StoredContainer impossible = samples.container();
        StoredContainer kept = samples.container();
        ContainerStore store = open();
        store.save(impossible);
        store.save(kept);
        store.setAside(impossible.container().id(), "it cannot be");

        assertThat(open().load()).containsExactly(kept);
    }
}
