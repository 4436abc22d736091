package dev.drydock.sandbox.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.registry.RepositoryPath;
import dev.drydock.core.registry.Upload;
import dev.drydock.core.registry.UploadId;
import dev.drydock.core.registry.UploadStore;
import dev.drydock.core.registry.UploadStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUploadStoreTest extends UploadStoreContract {
    @TempDir
    Path directory;

    private FileBlobStore files() {
        return new FileBlobStore(directory.resolve("blobs"));
    }

    @Override
    protected UploadStore open() {
        return new FileUploadStore(directory.resolve("uploads"), files());
    }

    @Override
    protected BlobStore blobs() {
        return files();
    }

    @Test
    void halfOfAnUploadIsNone() throws IOException {
        open().create(new Upload(new UploadId("a".repeat(64)), new RepositoryPath("ann/app")));
        Path content = directory.resolve("uploads").resolve("a".repeat(64) + ".part");
        Path document = directory.resolve("uploads").resolve("a".repeat(64) + ".json");
        Files.delete(content);

        assertThat(open().load()).isEmpty();
        assertThat(document).doesNotExist();

        Files.createFile(content);
        assertThat(open().load()).isEmpty();
        assertThat(content).doesNotExist();
    }
}
