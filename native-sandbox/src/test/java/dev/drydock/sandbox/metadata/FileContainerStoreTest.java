package dev.drydock.sandbox.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.ContainerSamples;
import dev.drydock.core.container.ContainerStore;
import dev.drydock.core.container.ContainerStoreContract;
import dev.drydock.core.container.StoredContainer;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileContainerStoreTest extends ContainerStoreContract {
    @TempDir
    Path directory;

    private final ContainerSamples samples = new ContainerSamples(11);

    @Override
    protected ContainerStore open() {
        return new FileContainerStore(directory);
    }

    private Path file(StoredContainer container) {
        return directory.resolve(container.container().id() + ".json");
    }

    private List<String> quarantined() throws IOException {
        Path quarantine = directory.resolve("quarantine");
        if (!Files.exists(quarantine)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(quarantine)) {
            return files.map(file -> file.toFile().getName()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"format\":1}",
                "{\"format\":\"x\"}",
                "{\"format\":1,\"id\":\"../../etc/passwd\",\"name\":\"x\"}",
                "\u0000\u0000\u0000"
            })
    void aDamagedFileIsSetAsideAndTheRestIsUsed(String content) throws IOException {
        StoredContainer good = samples.container();
        StoredContainer bad = samples.container();
        open().save(good);
        open().save(bad);
        Files.writeString(file(bad), content);

        assertThat(open().load()).containsExactly(good);
        assertThat(quarantined()).containsExactly(bad.container().id() + ".json");
        assertThat(open().load()).containsExactly(good);
    }

    @Test
    void aFileCutAtAnyPlaceIsSetAside() throws IOException {
        StoredContainer container = samples.container();
        open().save(container);
        byte[] whole = Files.readAllBytes(file(container));
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            byte[] cut = new byte[random.nextInt(whole.length)];
            System.arraycopy(whole, 0, cut, 0, cut.length);
            Files.write(file(container), cut);

            assertThat(open().load()).isEmpty();
        }
        assertThat(quarantined()).hasSize(50);
    }

    @Test
    void aCopyUnderAnotherNameIsSetAside() throws IOException {
        StoredContainer container = samples.container();
        StoredContainer other = samples.container();
        open().save(container);
        Files.copy(file(container), file(other));

        assertThat(open().load()).containsExactly(container);
        assertThat(quarantined()).containsExactly(other.container().id() + ".json");
    }

    @Test
    void aNewerFormatStopsTheServerAndStaysWhereItIs() throws IOException {
        StoredContainer container = samples.container();
        open().save(container);
        String newer = Files.readString(file(container)).replace("\"format\":1", "\"format\":2");
        Files.writeString(file(container), newer);

        assertThatThrownBy(() -> open().load())
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessageContaining("was written by a newer Drydock (format 2");
        assertThat(file(container)).hasContent(newer);
    }

    @Test
    void whatACrashLeftUnfinishedIsSweptAway() throws IOException {
        StoredContainer container = samples.container();
        open().save(container);
        Path unfinished = Files.writeString(directory.resolve(".new-1-1"), "{");

        assertThat(open().load()).containsExactly(container);
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void anUnwritableDirectoryIsNamedInTheCauseAlone() throws IOException {
        ContainerStore store = open();
        Files.delete(directory);

        assertThatThrownBy(() -> store.save(samples.container()))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessageMatching("cannot write [0-9a-f]{64}\\.json: NoSuchFileException")
                .cause()
                .hasMessageContaining(directory.toString());
        Files.createDirectory(directory);
    }
}
