package dev.drydock.core.simulated;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.FileType;
import dev.drydock.core.container.FileView;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.Signal;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabInside;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A lab host's inside on the heap: files that tests put there, the simulated shell, and the machine's own loopback. */
public final class SimulatedInside implements LabInside {
    private final SimulatedFiles files = SimulatedFiles.empty();
    private final SimulatedPrograms programs;
    private final InstantSource clock;

    SimulatedInside(SimulatedPrograms programs, InstantSource clock) {
        this.programs = programs;
        this.clock = clock;
    }

    /** Writes a file of root's that everybody may read. */
    public void put(String path, String text) {
        ByteBuffer content = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        files.put(path, new SimulatedFile(FileType.REGULAR, 0644, 0, 0, clock.instant(), content, ""));
    }

    @Override
    public Optional<FileView> file(String path, int limit) {
        return files.find(path).map(file -> {
            byte[] bytes = new byte[Math.min(limit, file.content().remaining())];
            file.content().duplicate().get(bytes);
            return new FileView(
                    file.stat(),
                    new String(bytes, StandardCharsets.UTF_8),
                    bytes.length == file.content().remaining());
        });
    }

    @Override
    public List<ContainerProcess> processes() {
        return List.of();
    }

    @Override
    public CommandEnd run(String line, Duration patience, int limit) {
        ProcessSpec shell = new ProcessSpec(
                List.of("sh", "-c", line),
                List.of(),
                "/root",
                "",
                List.of(),
                false,
                false,
                false,
                TerminalSize.UNKNOWN);
        SimulatedSlot slot = new SimulatedSlot(clock);
        CompletableFuture<Integer> end = new CompletableFuture<>();
        var _ = slot.start(
                process -> new SimulatedShell(programs, process).run(),
                shell,
                1,
                status -> end.complete(status.code()));
        try {
            int code = end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new CommandEnd(Optional.of(code), output(slot, limit));
        } catch (TimeoutException e) {
            slot.signal(Signal.KILL);
            return new CommandEnd(Optional.empty(), "");
        } catch (ExecutionException | InterruptedException e) {
            throw new EngineException.SystemFailure("run " + line + ": " + e);
        }
    }

    private static String output(SimulatedSlot slot, int limit) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Attachment streams = slot.streams().attach(new AttachRequest(true, false, false, false))) {
            for (StreamEvent event = streams.read(); !(event instanceof StreamEvent.Ended); event = streams.read()) {
                if (event instanceof StreamEvent.Output(var _, var _, ByteBuffer bytes)) {
                    byte[] piece = new byte[Math.min(bytes.remaining(), limit - all.size())];
                    bytes.get(piece);
                    all.writeBytes(piece);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public SocketChannel openSocket() throws IOException {
        return SocketChannel.open();
    }
}
