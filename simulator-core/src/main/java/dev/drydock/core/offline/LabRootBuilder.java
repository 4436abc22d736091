package dev.drydock.core.offline;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs scripts in a container of a lab host of its own: packages' scripts get no more of this machine than a student does,
 * and there is an end to what they may use. The container begins with the image {@code hello-world}, which has one file.
 */
public final class LabRootBuilder implements RootBuilder {
    private static final LabId LAB = new LabId("drydock-images");
    private static final String IMAGE = "hello-world";
    private static final List<String> ENVIRONMENT = List.of(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "DEBIAN_FRONTEND=noninteractive",
            "DEBCONF_NONINTERACTIVE_SEEN=true",
            "LC_ALL=C.UTF-8",
            // Perl keeps what it writes in an order of chance otherwise.
            "PERL_HASH_SEED=0",
            "HOME=/root");

    private final LabHosts labs;

    public LabRootBuilder(LabHosts labs) {
        this.labs = labs;
    }

    @Override
    public void build(Job job) throws IOException {
        // What a server left that was killed.
        labs.remove(LAB);
        try {
            Containers containers = labs.start(LAB).engine().containers();
            ContainerId id = containers
                    .create(Optional.empty(), config(job), HostConfig.DEFAULT.withNetworkMode("none"))
                    .id();
            try (InputStream root = new BufferedInputStream(Files.newInputStream(job.root()))) {
                containers.files().write(id.value(), "/", root, false, false);
            }
            run(containers, id);
            try (OutputStream result = new BufferedOutputStream(Files.newOutputStream(job.result()))) {
                containers.files().export(id.value(), result);
            }
        } finally {
            labs.remove(LAB);
        }
    }

    private static ContainerConfig config(Job job) {
        List<String> environment = new ArrayList<>(ENVIRONMENT);
        environment.add("SOURCE_DATE_EPOCH=" + job.time().getEpochSecond());
        return new ContainerConfig(
                IMAGE,
                "",
                "",
                "",
                ContainerConfig.Streams.NONE,
                List.of(job.script()),
                List.of("/bin/sh"),
                environment,
                "/",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
    }

    private void run(Containers containers, ContainerId id) throws IOException {
        LastWords words = new LastWords();
        AttachRequest all = new AttachRequest(true, true, false, true);
        try (Attachment output = containers.attach(id.value(), all)) {
            containers.start(id.value());
            boolean ended = false;
            while (!ended) {
                switch (output.read()) {
                    case StreamEvent.Output(var _, var _, var bytes) -> {
                        words.add(StandardCharsets.UTF_8.decode(bytes).toString());
                        // Somebody is here: a lab host that nobody uses is ended.
                        labs.start(LAB);
                    }
                    case StreamEvent.CaughtUp _ -> {}
                    case StreamEvent.Ended _ -> ended = true;
                }
            }
        }
        ExitStatus status =
                containers.await(id.value(), WaitCondition.NOT_RUNNING).join();
        if (status.code() != 0) {
            throw new EngineException.SystemFailure("installing packages ended with code " + status.code()
                    + (status.outOfMemory() ? ", out of memory" : "") + ": " + words.last());
        }
    }
}
