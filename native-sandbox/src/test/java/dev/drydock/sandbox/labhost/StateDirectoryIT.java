package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.CommitRequest;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While a lab's documents cannot be written, what would have to be written is refused with a sentence and leaves nothing
 * half; what only looks goes on, so do other labs, and nothing that was acknowledged is lost.
 */
@Tag("kernel")
@Tag("hostile")
class StateDirectoryIT {
    private static final LabId LAB = new LabId("lab");
    private static final LabId OTHER = new LabId("other");

    /** The file, without where it is, and the kernel's words. */
    private static final String SENTENCE =
            "cannot (write|delete) [0-9a-z-]+\\.json: (no space left on device|read-only file system|input/output error)";

    @TempDir
    Path below;

    private TestServer server;
    private SmallDisk disk;
    private Container keeper;
    private Container prepared;

    @BeforeEach
    void putDocumentsOnASmallDisk() throws IOException {
        server = TestServer.start(DoomedServer.setup());
        keeper = Runs.detached(server.hosts().start(LAB), "sh", "-c", "echo early; exec sleep 100000");
        prepared = create();
        server.hosts().start(OTHER);
        Path data = server.data();
        server.end();
        disk = SmallDisk.inPlaceOf(data.resolve("labs/lab/engine"), below);
        takeUp(data);
    }

    /** The documents that were there before are enough to remove the labs. */
    @AfterEach
    void removeAll() throws IOException {
        Path data = server.data();
        server.end();
        disk.close();
        takeUp(data);
        server.close();
    }

    private void takeUp(Path data) {
        server = TestServer.start(data, DoomedServer.setup());
        server.hosts().adopt();
    }

    private LabHost lab() {
        return server.hosts().find(LAB).orElseThrow();
    }

    private Containers containers() {
        return lab().engine().containers();
    }

    private Container create() {
        return containers()
                .create(Optional.of("prepared"), Runs.config("busybox", "sleep", "100000"), HostConfig.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(SmallDisk.Failure.class)
    void d08DocumentsThatCannotBeWritten(SmallDisk.Failure failure) throws IOException {
        disk.fail(failure);

        assertRefused();
        assertTheRestGoesOn();
        server.killAndRestart();
        assertTheRestGoesOn();
        assertSaid(() -> containers().pause(keeper.id().value()));

        Path data = server.data();
        server.end();
        disk.repair();
        takeUp(data);
        assertNothingLost();
    }

    private void assertRefused() throws IOException {
        String running = keeper.id().value();
        assertSaid(() -> containers().create(Optional.empty(), Runs.config("busybox", "true"), HostConfig.DEFAULT));
        assertThat(containers().list(ContainerFilter.ALL)).hasSize(2);
        assertThat(Listing.files(server.data().resolve("labs/lab/layers"))).hasSize(2);

        assertSaid(() -> containers().start("prepared"));
        await().untilAsserted(() ->
                assertThat(containers().find("prepared").state()).isInstanceOf(ContainerState.Exited.class));

        assertSaid(() -> containers().pause(running));
        assertThat(Runs.state(lab(), keeper)).isInstanceOf(ContainerState.Running.class);
        assertSaid(() -> containers().rename("prepared", "other"));
        assertThat(containers().find("prepared").id()).isEqualTo(prepared.id());
        assertSaid(() -> containers().commit(running, commit()));
        assertThat(Runs.state(lab(), keeper)).isInstanceOf(ContainerState.Running.class);
    }

    private static CommitRequest commit() {
        return new CommitRequest(Optional.of(ImageReference.parse("kept")), "", "", true, "", Optional.empty());
    }

    private static void assertSaid(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SystemFailure.class).hasMessageMatching(SENTENCE);
    }

    private void assertTheRestGoesOn() {
        assertThat(Runs.logs(lab(), keeper)).isEqualTo("early\n");
        assertThat(containers().processes(keeper.id().value())).hasSize(1);
        assertThat(containers().files().changes(keeper.id().value())).isEqualTo(List.of());
        LabHost other = server.hosts().find(OTHER).orElseThrow();
        assertThat(Runs.output(other, HostConfig.DEFAULT, "echo", "works")).isEqualTo("works\n");
    }

    private void assertNothingLost() {
        assertThat(Runs.state(lab(), keeper)).isEqualTo(keeper.state());
        assertThat(Runs.logs(lab(), keeper)).isEqualTo("early\n");
        assertThat(containers().list(ContainerFilter.ALL))
                .extracting(Container::id)
                .containsExactlyInAnyOrder(keeper.id(), prepared.id());
        containers().start("prepared");
        assertThat(containers().find("prepared").isRunning()).isTrue();
        assertThat(Runs.output(lab(), HostConfig.DEFAULT, "echo", "works")).isEqualTo("works\n");
        containers().commit(keeper.id().value(), commit());
        assertThat(lab().engine().images().find("kept").layers()).isNotEmpty();
    }
}
