package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.LabInside.CommandEnd;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs commands in a lab host for the server, each with an end. */
final class HostCommands {
    private static final String PREFIX = "command-";
    private static final int SIGKILL = 9;
    private static final int ENDED = 2;
    private static final Duration DEATH = Duration.ofSeconds(3);
    private static final List<String> ENVIRONMENT = List.of(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME=/root",
            "USER=root",
            "LANG=C.UTF-8");

    private final LabdClient labd;

    HostCommands(LabdClient labd) {
        this.labd = labd;
    }

    /** Whether labd knows a process by this name because it is one of these commands. */
    static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    CommandEnd run(String line, Duration patience, int limit) {
        String name = PREFIX + UUID.randomUUID();
        try {
            spawn(name, line, limit);
            try (Attachment streams = labd.attach(name, new AttachRequest(true, true, false, false))) {
                return follow(name, streams, patience, limit);
            } finally {
                labd.call(FrameType.CLOSE, new Fields().text(Tag.ID, name));
            }
        } catch (LabdRefusal e) {
            throw new SystemFailure("run a command in the lab host: " + e.sentence(), e);
        }
    }

    private void spawn(String name, String line, int limit) {
        Fields fields = new Fields()
                .text(Tag.ID, name)
                .texts(Tag.ARGUMENT, List.of("/bin/sh", "-c", line))
                .texts(Tag.ENVIRONMENT, ENVIRONMENT)
                .text(Tag.DIRECTORY, "/root")
                .number(Tag.FLAGS, 0)
                .longNumber(Tag.CAP, limit);
        try (Descriptor log = Descriptor.inMemory(name)) {
            labd.call(FrameType.SPAWN, fields, List.of(log));
        }
    }

    private CommandEnd follow(String name, Attachment streams, Duration patience, int limit) {
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofVirtual().name(name).start(() -> {
            try {
                output.complete(collect(streams, limit));
            } catch (IOException e) {
                output.completeExceptionally(e);
            }
        });
        Optional<String> inTime = await(output, patience);
        if (inTime.isEmpty()) {
            labd.call(FrameType.SIGNAL, new Fields().text(Tag.ID, name).number(Tag.SIGNO, SIGKILL));
            return new CommandEnd(Optional.empty(), await(output, DEATH).orElse(""));
        }
        Fields state = labd.call(FrameType.STATE, new Fields().text(Tag.ID, name));
        return new CommandEnd(
                state.number(Tag.STATE) == ENDED ? Optional.of(state.number(Tag.STATUS)) : Optional.empty(),
                inTime.get());
    }

    private static Optional<String> await(CompletableFuture<String> output, Duration patience) {
        try {
            return Optional.of(output.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new SystemFailure("run a command in the lab host: " + e.getMessage(), e);
        }
    }

    private static String collect(Attachment streams, int limit) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (StreamEvent event = streams.read(); !(event instanceof StreamEvent.Ended); event = streams.read()) {
            if (event instanceof StreamEvent.Output(var _, var _, ByteBuffer bytes)) {
                byte[] piece = new byte[Math.min(bytes.remaining(), limit - all.size())];
                bytes.get(piece);
                all.writeBytes(piece);
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
