package dev.drydock.sandbox.cgroup;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading and writing of control files. */
final class ControlFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ControlFiles.class);

    private ControlFiles() {}

    static void write(Path file, String value) throws IOException {
        Files.write(file, value.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    }

    /** Writes where the kernel has the file; older or smaller kernels lack some. */
    static void writeIfThere(Path file, String value) {
        if (Files.exists(file)) {
            try {
                write(file, value);
            } catch (IOException e) {
                throw failure("write " + value + " to " + file, e);
            }
        }
    }

    /** Writes what the kernel may refuse without harm. */
    static void writeIfPossible(Path file, String value) {
        try {
            write(file, value);
        } catch (IOException e) {
            LOG.debug("{} stays as it is: {}", file, e.getMessage());
        }
    }

    /** The one line of a control file; empty when there is none. */
    static String text(Path file) {
        return lines(file).stream().findFirst().orElse("");
    }

    /** The number in a control file; 0 for {@code max} and when there is none. */
    static long limit(Path file) {
        String text = text(file);
        return text.isEmpty() || text.equals("max") ? 0 : Long.parseLong(text);
    }

    /** All lines {@code key value}. */
    static Map<String, Long> numbers(Path file) {
        Map<String, Long> numbers = new HashMap<>();
        for (String line : lines(file)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                numbers.put(
                        line.substring(0, space),
                        Long.parseUnsignedLong(line.substring(space + 1).trim()));
            }
        }
        return numbers;
    }

    /** Lines of a control file; none when it or its cgroup is gone. */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            // A cgroup that is being removed answers ENODEV to readers that were quick enough to open it.
            if (!Files.exists(file)) {
                return List.of();
            }
            throw failure("read " + file, e);
        }
    }

    /** The value of a line {@code key value}; 0 when there is none. */
    static long number(Path file, String key) {
        return lines(file).stream()
                .filter(line -> line.startsWith(key + " "))
                .mapToLong(
                        line -> Long.parseLong(line.substring(key.length() + 1).trim()))
                .findFirst()
                .orElse(0);
    }

    /** The cgroups directly below one. */
    static List<Path> children(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw failure("list " + directory, e);
        }
    }

    static SystemFailure failure(String action, IOException cause) {
        return new SystemFailure("cgroup: cannot " + action + ": " + cause.getMessage(), cause);
    }
}
