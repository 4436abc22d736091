package dev.drydock.sandbox.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import dev.drydock.core.registry.ManifestLink;
import dev.drydock.core.registry.RegistryStore;
import dev.drydock.core.registry.RegistryStoreContract;
import dev.drydock.core.registry.Repository;
import dev.drydock.core.registry.RepositoryPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRegistryStoreTest extends RegistryStoreContract {
    private static final Digest DIGEST = new Digest("sha256", "1".repeat(64));
    private static final Repository GOOD = repository("ann/good");
    private static final Repository DAMAGED = repository("ann/damaged");

    @TempDir
    Path directory;

    @Override
    protected RegistryStore open() {
        return new FileRegistryStore(directory);
    }

    private static Repository repository(String name) {
        ManifestLink manifest = new ManifestLink(DIGEST, "x", 1, Instant.EPOCH, Optional.empty(), "");
        return new Repository(new RepositoryPath(name), Map.of(Tag.LATEST, DIGEST), Map.of(DIGEST, manifest), Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "UPPER", ""})
    void aDocumentWithAnImpossibleNameIsSetAside(String name) throws IOException {
        open().save(GOOD);
        open().save(DAMAGED);
        String text = Files.readString(document("ann/damaged"));
        Files.delete(document("ann/damaged"));
        Files.writeString(document(name), text.replace("ann/damaged", name));

        assertThat(open().load()).containsExactly(GOOD);
        assertThat(document(name)).doesNotExist();
    }

    @Test
    void aDocumentWithAnImpossibleTagIsSetAside() throws IOException {
        open().save(GOOD);
        open().save(DAMAGED);
        Path document = document("ann/damaged");
        Files.writeString(document, Files.readString(document).replace("\"latest\"", "\"la/test\""));

        assertThat(open().load()).containsExactly(GOOD);
        assertThat(document).doesNotExist();
    }

    private Path document(String name) {
        return directory.resolve(
                Digest.ofBytes(name.getBytes(StandardCharsets.UTF_8)).hex() + ".json");
    }
}
