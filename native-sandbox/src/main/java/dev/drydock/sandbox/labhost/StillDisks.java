package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Ext4Mount;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File systems that nothing is written to as long as this is open. A process of its own keeps them so: it lets go of them
 * when this server ends, however it ends, and when it takes too long.
 */
final class StillDisks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StillDisks.class);

    private static final String THAWED = "THAWED ";

    private final List<Path> directories;
    private final Process process;
    private final BufferedReader output;
    private boolean ended;

    private StillDisks(List<Path> directories, Process process) {
        this.directories = List.copyOf(directories);
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * @param command starts the process
     * @param directories one on each file system
     */
    static StillDisks begin(List<String> command, List<Path> directories) {
        return BlockingCalls.run(() -> {
            try {
                StillDisks disks = new StillDisks(
                        directories,
                        new ProcessBuilder(command).redirectErrorStream(true).start());
                String line = disks.output.readLine();
                if (!"FROZEN".equals(line)) {
                    disks.finish();
                    throw new SystemFailure("cannot keep the disks of lab hosts still: " + line);
                }
                return disks;
            } catch (IOException e) {
                throw new SystemFailure("cannot keep the disks of lab hosts still: " + e.getMessage(), e);
            }
        });
    }

    /**
     * Lets go of them; returns how long they were still.
     *
     * @throws Unavailable when they were let go of before, because it took too long
     */
    Duration end() {
        String line = BlockingCalls.run(this::finish);
        if (line.startsWith(THAWED)) {
            return Duration.of(Long.parseLong(line.substring(THAWED.length())), ChronoUnit.MICROS);
        }
        throw new Unavailable("The lab hosts write so much that no snapshot of them can be kept now: " + line);
    }

    /** What the process says in the end. */
    private String finish() {
        ended = true;
        try (output) {
            process.getOutputStream().close();
            String line = output.readLine();
            process.waitFor();
            if (line == null) {
                // Somebody has killed it.
                directories.forEach(Ext4Mount::thaw);
            }
            return Objects.requireNonNullElse(line, "it ended");
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public void close() {
        if (!ended) {
            LOG.debug("disks go on: {}", BlockingCalls.run(this::finish));
        }
    }
}
