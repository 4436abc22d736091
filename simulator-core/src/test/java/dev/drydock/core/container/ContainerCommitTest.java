package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.ManualScheduler;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docker commit}: what becomes of a container's changes, configuration and names. */
class ContainerCommitTest {
    private SimulatedLab lab;
    private Engine engine;
    private String container;

    @BeforeEach
    void open() {
        lab = new SimulatedLab(
                new SimulatedServer(), new RandomIds(), InstantSource.system(), new ManualScheduler(Instant.EPOCH));
        engine = lab.open();
        container = create("busybox");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private String create(String image) {
        ContainerConfig config = new ContainerConfig(
                image,
                "",
                "",
                "",
                ContainerConfig.Streams.NONE,
                List.of("sleep", "1000"),
                List.of(),
                List.of("A=1"),
                "",
                List.of(),
                Map.of("label", "kept"),
                "",
                Optional.empty());
        return engine.containers()
                .create(Optional.empty(), config, HostConfig.DEFAULT)
                .id()
                .value();
    }

    private static CommitRequest named(String name, String changes) {
        return new CommitRequest(Optional.of(ImageReference.parse(name)), "me", "why", true, changes, Optional.empty());
    }

    private void write(String id, String path, String content) throws IOException {
        engine.containers()
                .files()
                .write(id, "/", new TestTar().file(path, content, 0644, 0, 0).stream(), false, false);
    }

    @Test
    void theChangesAreALayerOfTheNewImage() throws IOException {
        write(container, "srv/page", "hello");
        ImageId id = engine.containers().commit(container, named("site:1", ""));

        Image image = engine.images().find("site:1");
        Image parent = engine.images().find("busybox");
        assertThat(image.id()).isEqualTo(id);
        assertThat(image.parent()).contains(parent.id());
        assertThat(image.layers()).hasSize(parent.layers().size() + 1);
        assertThat(image.size()).isEqualTo(parent.size() + 5);
        assertThat(image.config().author()).isEqualTo("me");
        assertThat(image.config().history().getLast().comment()).isEqualTo("why");
        assertThat(image.config().history().getLast().createdBy()).isEqualTo("sleep 1000");
        assertThat(image.config().config().labels()).isEqualTo(Map.of("label", "kept"));
        String next = create("site:1");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        engine.containers().files().read(next, "/srv/page", _ -> out);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("hello");
        assertThat(engine.containers().files().changes(next)).isEmpty();
    }

    @Test
    void withoutChangesThereIsNoLayer() {
        engine.containers().commit(container, named("same", "ENV B=2"));

        Image image = engine.images().find("same");
        assertThat(image.layers()).isEqualTo(engine.images().find("busybox").layers());
        assertThat(image.config().history().getLast().emptyLayer()).isTrue();
        assertThat(image.config().config().env()).contains("A=1", "B=2");
    }

    @Test
    void aNameMovesAndTheOldImageIsLeftWithoutOne() {
        ImageId first = engine.containers().commit(container, named("moving", "ENV N=1"));
        ImageId second = engine.containers().commit(container, named("moving", "ENV N=2"));

        assertThat(engine.images().find("moving").id()).isEqualTo(second);
        assertThat(engine.images().find(first.toString()).references()).isEmpty();
    }

    @Test
    void theImageIsThereAfterARestart() throws IOException {
        write(container, "kept", "x");
        ImageId first = engine.containers().commit(container, named("lasting", ""));
        ImageId second = engine.containers().commit(container, named("lasting", "ENV N=2"));
        engine.close();
        engine = lab.open();

        assertThat(engine.images().find("lasting").id()).isEqualTo(second);
        Image nameless = engine.images().find(first.toString());
        assertThat(nameless.references()).isEmpty();
        assertThat(nameless.parent()).contains(engine.images().find("busybox").id());
    }

    @Test
    void aRunningContainerIsFrozenMeanwhile() {
        engine.containers().start(container);
        engine.containers().commit(container, named("running", ""));

        assertThat(actions()).endsWith("pause", "tag", "commit", "unpause");
        assertThat(engine.containers().find(container).state()).isInstanceOf(ContainerState.Running.class);
    }

    @Test
    void aFrozenContainerStaysFrozen() {
        engine.containers().start(container);
        engine.containers().pause(container);
        engine.containers().commit(container, named("frozen", ""));

        assertThat(engine.containers().find(container).state()).isInstanceOf(ContainerState.Paused.class);
        engine.containers().unpause(container);
    }

    @Test
    void theEventTellsTheImage() {
        ImageId id = engine.containers().commit(container, named("told", ""));

        Event last = engine.events().since(Instant.MIN).getLast();
        assertThat(last.action()).isEqualTo("commit");
        assertThat(last.attributes())
                .containsEntry("imageID", id.toString())
                .containsEntry("imageRef", "told:latest")
                .containsEntry("comment", "why");
    }

    @Test
    void aWrongChangeMakesNothing() {
        assertThatThrownBy(() -> engine.containers().commit(container, named("wrong", "RUN x")))
                .isInstanceOf(EngineException.InvalidParameter.class);
        assertThat(engine.images().list()).hasSize(2);
    }

    private List<String> actions() {
        return engine.events().since(Instant.MIN).stream().map(Event::action).toList();
    }
}
