package dev.drydock.sandbox.storage;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file that says what a stored layer is: lines of a word and a value. */
final class LayerRecord {
    private LayerRecord() {}

    static void write(Path file, Layer layer) throws IOException {
        String parent = layer.parent().map(id -> "parent " + id + "\n").orElse("");
        String blob = layer.blob()
                .map(from -> "blob " + from.digest() + " " + from.size() + " " + from.mediaType() + "\n")
                .orElse("");
        Files.writeString(
                file,
                "diff " + layer.diffId() + "\n" + parent + "size " + layer.size() + "\ntar " + layer.tarSize() + "\n"
                        + blob);
    }

    static Layer read(Path file, ChainId id) {
        try {
            Map<String, String> values = Files.readAllLines(file).stream()
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
            Optional<ChainId> parent =
                    Optional.ofNullable(values.get("parent")).map(text -> new ChainId(Digest.parse(text)));
            return new Layer(
                    id,
                    parent,
                    new DiffId(Digest.parse(value(values, "diff"))),
                    Long.parseLong(value(values, "size")),
                    Long.parseLong(values.getOrDefault("tar", "0")),
                    Optional.ofNullable(values.get("blob")).map(LayerRecord::blob));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SystemFailure("the record of a layer cannot be read: " + file + ": " + e, e);
        }
    }

    private static LayerBlob blob(String text) {
        String[] words = text.split(" ", 3);
        return new LayerBlob(words[2], Digest.parse(words[0]), Long.parseLong(words[1]));
    }

    private static String value(Map<String, String> values, String word) {
        return Optional.ofNullable(values.get(word))
                .orElseThrow(() -> new IllegalArgumentException("it has no " + word));
    }
}
