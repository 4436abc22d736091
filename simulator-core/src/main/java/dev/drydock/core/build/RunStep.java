package dev.drydock.core.build;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.Healthcheck;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.dockerfile.Instruction;
import dev.drydock.core.dockerfile.Instruction.Heredoc;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code RUN}: a container of the image so far executes a command; what it changed is the layer. */
final class RunStep {
    private final StageBuild stage;
    private final BuildJob job;
    private final Containers containers;
    private final String text;

    RunStep(StageBuild stage, String text) {
        this.stage = stage;
        this.job = stage.job();
        this.containers = job.services().containers();
        this.text = text;
    }

    void perform(Instruction.Run run) throws IOException {
        try (RunMounts mounts = new RunMounts(stage, run.mounts())) {
            List<String> command = command(run);
            Map<String, String> arguments = arguments(stage.state().config());
            String createdBy = createdBy(command, arguments) + mounts.comment();
            Map<String, String> contents = new TreeMap<>(mounts.contents());
            run.heredocs().forEach(heredoc -> contents.put(heredoc.name(), heredoc.text()));
            if (!stage.isCached(new PreviousSteps.Step(text, contents), createdBy, stage.state())) {
                execute(run, mounts, new Planned(command, arguments, createdBy));
            }
        }
    }

    private record Planned(List<String> command, Map<String, String> arguments, String createdBy) {}

    private void execute(Instruction.Run run, RunMounts mounts, Planned planned) throws IOException {
        Container container = containers.create(
                Optional.empty(),
                config(stage.state(), planned.command(), planned.arguments()),
                host(run, mounts),
                List.of(),
                mounts.mount());
        boolean done = false;
        try {
            stage.tell(new BuildEvent.Running(container.id()));
            int code = run(container);
            job.cancellation().check();
            if (code != 0) {
                throw new BuildFailure(String.join(" ", planned.command()), code);
            }
            stage.commit(
                    planned.createdBy(),
                    stage.state(),
                    containers.layer(container.id().value(), job.lease(), SourceDate.filter(job.epoch())));
            done = true;
        } finally {
            if (done
                    ? job.request().remove()
                    : job.request().forceRemove() || job.cancellation().isCancelled()) {
                remove(container, done);
            }
        }
    }

    /** Heredocs follow the command, for the shell; a command that is nothing but one is what the shell reads. */
    private List<String> command(Instruction.Run run) {
        Instruction.Command command = run.command();
        List<Heredoc> heredocs = run.heredocs();
        if (heredocs.isEmpty() || !command.isShell()) {
            return stage.changes().words(command);
        }
        return stage.changes().words(new Instruction.Command(true, List.of(HeredocScript.of(command, heredocs))));
    }

    /** Arguments that the environment of the image does not hide. */
    private Map<String, String> arguments(RunConfig config) {
        Map<String, String> arguments = new TreeMap<>(stage.arguments().values());
        if (config.env() != null) {
            config.env().forEach(entry -> arguments.remove(entry.substring(0, Math.max(entry.indexOf('='), 0))));
        }
        return arguments;
    }

    private String createdBy(List<String> command, Map<String, String> arguments) {
        List<String> words = new ArrayList<>();
        arguments.forEach((name, value) -> {
            if (stage.arguments().isDeclared(name)) {
                words.add(name + "=" + value);
            }
        });
        if (!words.isEmpty()) {
            words.addFirst("|" + words.size());
        }
        words.addAll(command);
        return String.join(" ", words);
    }

    private HostConfig host(Instruction.Run run, RunMounts mounts) {
        HostConfig asked = job.request().host();
        Map<String, String> tmpfs = new HashMap<>(asked.tmpfs());
        tmpfs.putAll(mounts.tmpfs());
        HostConfig host = asked.with(draft -> draft.tmpfs = tmpfs);
        return run.network()
                .filter(mode -> !mode.equals("default"))
                .map(host::withNetworkMode)
                .orElse(host);
    }

    private static ContainerConfig config(StageResult state, List<String> command, Map<String, String> arguments) {
        String image = state.image()
                .map(base -> base.id().toString())
                .orElseThrow(() -> new EngineException.InvalidParameter(
                        "OCI runtime create failed: runc create failed: unable to start container process: exec: \""
                                + command.getFirst() + "\": stat " + command.getFirst()
                                + ": no such file or directory: unknown"));
        List<String> environment = new ArrayList<>(
                state.config().env() == null ? List.of() : state.config().env());
        arguments.forEach((name, value) -> environment.add(name + "=" + value));
        ContainerConfig.Streams streams = new ContainerConfig.Streams(false, true, true, false, false, false);
        return new ContainerConfig(
                        image,
                        "",
                        "",
                        orEmpty(state.config().user()),
                        streams,
                        command,
                        List.of(""),
                        environment,
                        orEmpty(state.config().workingDir()),
                        List.of(),
                        Map.of(),
                        "",
                        Optional.empty())
                .withHealthcheck(Healthcheck.NONE);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private int run(Container container) throws IOException {
        String id = container.id().value();
        try (Attachment output = containers.attach(id, new AttachRequest(true, true, false, true));
                Cancellation.Registration _ = job.cancellation()
                        .onCancel(() -> Thread.ofVirtual().name("build-cancel").start(() -> kill(id)))) {
            CompletableFuture<ExitStatus> end = containers.await(id, WaitCondition.NEXT_EXIT);
            containers.start(id);
            boolean hasEnded = false;
            while (!hasEnded) {
                switch (output.read()) {
                    case StreamEvent.Output(var stream, var _, var bytes) ->
                        stage.tell(new BuildEvent.Output(stream, bytes));
                    case StreamEvent.CaughtUp _ -> {}
                    case StreamEvent.Ended _ -> hasEnded = true;
                }
            }
            return end.join().code();
        }
    }

    private void kill(String id) {
        try {
            containers.kill(id, "");
        } catch (EngineException e) {
            // It has ended, or does not run yet: the build finds out that it was cancelled.
            return;
        }
    }

    private void remove(Container container, boolean tell) {
        try {
            containers.remove(container.id().value(), true, true);
        } catch (EngineException.NotFound | EngineException.Conflict e) {
            // Somebody else removes it.
            return;
        }
        if (tell) {
            stage.tell(new BuildEvent.Removed(container.id()));
        }
    }
}
