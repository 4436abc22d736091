package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.CommitRequest;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.Exec;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.volume.MountRequests;
import dev.drydock.sandbox.storage.Tar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The whole life of a container, which says what it begins and what it has done, a line each. */
final class ContainerLife {
    /** Name of the container. */
    static final String CONTAINER = "doomed";

    /** Name of a volume of it. */
    static final String VOLUME = "doomed-volume";

    /** Name of the image that is made of it. */
    static final String IMAGE = "made:latest";

    private static final List<String> ENDLESS = List.of("sleep", "100000");

    private final Consumer<String> said;

    ContainerLife(Consumer<String> said) {
        this.said = said;
    }

    void run(Containers containers) {
        step("create", () -> create(containers));
        step("copy", () -> copy(containers));
        step("start", () -> containers.start(CONTAINER));
        step("exec", () -> exec(containers));
        step("pause", () -> containers.pause(CONTAINER));
        step("unpause", () -> containers.unpause(CONTAINER));
        step("commit", () -> containers.commit(CONTAINER, commit()));
        step("stop", () -> containers.stop(CONTAINER, Optional.of(Duration.ZERO), Optional.empty()));
        step("remove", () -> containers.remove(CONTAINER, false, true));
    }

    void step(String name, Runnable step) {
        said.accept("begin " + name);
        step.run();
        said.accept("done " + name);
    }

    private static Container create(Containers containers) {
        return containers.create(
                Optional.of(CONTAINER),
                Runs.config("busybox", ENDLESS.toArray(String[]::new)),
                HostConfig.DEFAULT.with(draft -> draft.mounts = new MountRequests(
                        List.of(VOLUME + ":/data", "/anonymous", "/bin:/shown:ro"), List.of(), List.of(), "")));
    }

    /** What no other layer has, so that the image gets one of its own. */
    private static void copy(Containers containers) {
        String content = UUID.randomUUID().toString();
        try {
            containers.files().write(CONTAINER, "/", new Tar().file("copied", content).stream(), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void exec(Containers containers) {
        Exec exec = containers.createExec(
                CONTAINER,
                new ProcessSpec(
                        ENDLESS, List.of("PATH=/bin"), "/", "", List.of(), false, false, false, TerminalSize.UNKNOWN));
        containers.startExecDetached(exec.id().value());
    }

    private static CommitRequest commit() {
        return new CommitRequest(Optional.of(ImageReference.parse(IMAGE)), "", "", true, "", Optional.empty());
    }
}
