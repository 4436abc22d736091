package dev.drydock.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.StreamText;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventSubscription;
import dev.drydock.core.image.Image;
import dev.drydock.core.network.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineTest {
    private final EngineFixture fixture = new EngineFixture();

    @Test
    void runsHelloWorldAsTheCommandLineClientDoes() throws IOException {
        Container created = fixture.containers()
                .create(Optional.of("web"), EngineFixture.config("hello-world"), HostConfig.DEFAULT);
        Attachment attachment = fixture.containers().attach("web", new AttachRequest(false, true, false, true));
        CompletableFuture<ExitStatus> end = fixture.containers().await("web", WaitCondition.NEXT_EXIT);
        fixture.containers().start("web");

        assertThat(StreamText.drain(attachment).out()).contains("Hello from Drydock!");
        assertThat(EngineFixture.get(end).code()).isZero();
        assertThat(fixture.containers().find(created.id().abbreviated()).state())
                .isInstanceOf(ContainerState.Exited.class);
        assertThat(fixture.events())
                .containsExactly(
                        "create web", "attach web", "connect bridge", "start web", "disconnect bridge", "die web 0");
    }

    @Test
    void aCommandThatIsNotInTheImageLeavesTheContainerCreated() {
        fixture.create("web", "nope");

        assertThatThrownBy(() -> fixture.containers().start("web"))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("failed to create task for container: failed to create shim task: OCI runtime create "
                        + "failed: runc create failed: unable to start container process: exec: \"nope\": "
                        + "executable file not found in $PATH: unknown");
        assertThat(fixture.containers().find("web").state())
                .isInstanceOfSatisfying(
                        ContainerState.Created.class,
                        state -> assertThat(state.exitCode()).isEqualTo(127));
        assertThat(fixture.events()).containsExactly("create web", "connect bridge", "disconnect bridge");
    }

    @Test
    void theViewShowsWhatThereIs() {
        Container container = fixture.runToEnd("web", "true").code() == 0
                ? fixture.containers().find("web")
                : null;
        EngineView view = fixture.engine.view();

        assertThat(view.containers()).containsExactly(container);
        assertThat(view.images())
                .extracting(Image::references)
                .extracting(references -> references.getFirst().familiar())
                .containsExactlyInAnyOrder("hello-world:latest", "busybox:latest");
        assertThat(view.networks()).extracting(Network::name).containsExactly("bridge", "host", "none");
        assertThat(view.events()).hasSize(5);
    }

    @Test
    void closingEndsSubscriptions() throws InterruptedException {
        EventSubscription subscription = fixture.engine.events().subscribe();
        fixture.engine.close();

        assertThat(subscription.next(Duration.ofMinutes(1))).isEmpty();
        assertThat(subscription.isOpen()).isFalse();
    }

    @Test
    void twoLabsSeeNothingOfEachOther() {
        EngineFixture other = new EngineFixture();
        fixture.create("web", "true");

        assertThat(other.engine.view().containers()).isEmpty();
        assertThatThrownBy(() -> other.containers().find("web"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("No such container: web");
    }
}
