package dev.drydock.sandbox.metadata;

import dev.drydock.core.error.EngineException;
import dev.drydock.sandbox.metadata.DurableFiles.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder with one JSON document for each object. Every document carries the number of its format: a newer one than this
 * program knows stops it, instead of being read wrongly.
 */
final class DocumentFolder<T> {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentFolder.class);
    private static final int FORMAT = 1;
    private static final String FORMAT_FIELD = "format";
    private static final String SUFFIX = ".json";
    private static final String QUARANTINE = "quarantine";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private final Path folder;
    private final Class<T> type;
    private final Function<T, String> name;

    /**
     * @param type a record of plain values
     * @param name of the file of such a record, without its ending: letters, digits and hyphens
     */
    DocumentFolder(Path folder, Class<T> type, Function<T, String> name) {
        this.folder = folder;
        this.type = type;
        this.name = name;
        DurableFiles.createDirectory(folder);
    }

    /** A document is not one of ours, or not complete. */
    static final class DamagedException extends RuntimeException {
        DamagedException(String message) {
            super(message);
        }
    }

    /** Makes an object of a document. */
    @FunctionalInterface
    interface Reader<T, V> {
        /** @throws IllegalArgumentException when a value is impossible */
        V read(T document);
    }

    /** All objects, by file name; damaged documents are set aside. */
    <V> List<V> load(Reader<T, V> reader) {
        List<V> result = new ArrayList<>();
        for (Path file : files()) {
            String name =
                    DurableFiles.parent(file).relativize(file.toAbsolutePath()).toString();
            if (name.startsWith(DurableFiles.UNFINISHED)) {
                sweep(file);
            } else if (name.endsWith(SUFFIX)) {
                load(file, reader).ifPresent(result::add);
            }
        }
        return result;
    }

    /** What is left unfinished means nothing, also where it cannot be deleted. */
    private static void sweep(Path file) {
        try {
            DurableFiles.delete(file, Durability.SERVER);
        } catch (EngineException e) {
            LOG.warn("{} is left over: {}", file, e.getMessage());
        }
    }

    /** The names of all documents, without their ending; whole or not. */
    List<String> names() {
        return files().stream()
                .map(file -> file.toFile().getName())
                .filter(name -> name.endsWith(SUFFIX) && !name.startsWith(DurableFiles.UNFINISHED))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .toList();
    }

    /** Reads a document without setting it aside when it is damaged; empty then, and when it is not there. */
    Optional<T> peek(String name) {
        try {
            return Optional.of(parse(file(name)));
        } catch (IOException | JacksonException | DamagedException e) {
            return Optional.empty();
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw DurableFiles.failure("list", folder, e);
        }
    }

    private <V> Optional<V> load(Path file, Reader<T, V> reader) {
        try {
            T document = parse(file);
            if (!file(name.apply(document)).equals(file)) {
                throw new DamagedException("it says that it is " + name.apply(document));
            }
            return Optional.of(reader.read(document));
        } catch (IOException
                | JacksonException
                | DamagedException
                | IllegalArgumentException
                | NullPointerException
                | java.time.DateTimeException e) {
            setAside(file, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private T parse(Path file) throws IOException {
        JsonNode tree = MAPPER.readTree(Files.readAllBytes(file));
        int format = tree.path(FORMAT_FIELD).asInt(0);
        if (format > FORMAT) {
            throw new EngineException.SystemFailure(file + " was written by a newer Drydock (format " + format
                    + ", this one knows up to " + FORMAT + "): start that one, or give another data directory");
        }
        if (format < 1 || !(tree instanceof ObjectNode object)) {
            throw new DamagedException("it has no format number");
        }
        object.remove(FORMAT_FIELD);
        return MAPPER.treeToValue(object, type);
    }

    /** Moves a document away that is whole, but cannot be true. */
    void setAside(String name, String reason) {
        setAside(file(name), reason);
    }

    private void setAside(Path file, String reason) {
        Path quarantine = folder.resolve(QUARANTINE);
        DurableFiles.createDirectory(quarantine);
        Path target = quarantine.resolve(file.toFile().getName());
        for (int number = 1; Files.exists(target); number++) {
            target = quarantine.resolve(file.toFile().getName() + "." + number);
        }
        try {
            Files.move(file, target);
        } catch (IOException e) {
            throw DurableFiles.failure("set aside", file, e);
        }
        LOG.error("{} is damaged and was moved to {}: {}", file, target, reason);
    }

    void save(T document, Durability durability) {
        ObjectNode tree = MAPPER.createObjectNode().put(FORMAT_FIELD, FORMAT);
        tree.setAll((ObjectNode) MAPPER.valueToTree(document));
        DurableFiles.write(file(name.apply(document)), MAPPER.writeValueAsBytes(tree), durability);
    }

    void delete(String name, Durability durability) {
        DurableFiles.delete(file(name), durability);
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}
