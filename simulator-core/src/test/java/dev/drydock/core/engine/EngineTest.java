package dev.drydock.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerConfig.Streams;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.simulated.ManualScheduler;
import dev.drydock.core.simulated.SequentialIds;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EngineTest {
    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-03-01T08:00:00Z"));
    private final SimulatedLab lab = new SimulatedLab(new SimulatedServer(), new SequentialIds(), time, time);
    private final Engine engine = lab.open();

    static ContainerConfig config(String image, String... command) {
        return new ContainerConfig(
                image,
                "",
                "",
                "",
                Streams.NONE,
                List.of(command),
                List.of(),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
    }

    static String output(Attachment attachment) throws IOException {
        StringBuilder text = new StringBuilder();
        try (attachment) {
            StreamEvent event = attachment.read();
            while (!(event instanceof StreamEvent.Ended)) {
                if (event instanceof StreamEvent.Output output) {
                    text.append(StandardCharsets.UTF_8.decode(output.bytes()));
                }
                event = attachment.read();
            }
        }
        return text.toString();
    }

    @Test
    void runsHelloWorldAsTheCommandLineClientDoes() throws IOException {
        Container created = engine.containers().create(Optional.of("web"), config("hello-world"), HostConfig.DEFAULT);
        Attachment attachment = engine.containers().attach("web", new AttachRequest(false, true, false, true));
        CompletableFuture<ExitStatus> end = engine.containers().await("web", WaitCondition.NEXT_EXIT);
        engine.containers().start("web");

        assertThat(output(attachment)).contains("Hello from Drydock!");
        assertThat(end.join().code()).isZero();
        assertThat(engine.containers().find(created.id().abbreviated()).state())
                .isInstanceOf(ContainerState.Exited.class);
        assertThat(engine.events().since(Instant.MIN))
                .extracting(Event::action)
                .containsExactly("create", "attach", "connect", "start", "disconnect", "die");
    }

    @Test
    void aCommandThatIsNotInTheImageLeavesTheContainerCreated() {
        engine.containers().create(Optional.of("web"), config("busybox", "nope"), HostConfig.DEFAULT);

        assertThatThrownBy(() -> engine.containers().start("web"))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("failed to create task for container: failed to create shim task: OCI runtime create "
                        + "failed: runc create failed: unable to start container process: exec: \"nope\": "
                        + "executable file not found in $PATH: unknown");
        assertThat(engine.containers().find("web").state())
                .isInstanceOfSatisfying(
                        ContainerState.Created.class,
                        state -> assertThat(state.exitCode()).isEqualTo(127));
    }
}
