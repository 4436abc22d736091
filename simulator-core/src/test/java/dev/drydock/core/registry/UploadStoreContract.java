package dev.drydock.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every store of uploads does. */
public abstract class UploadStoreContract {
    private static final Upload UPLOAD = new Upload(new UploadId("a".repeat(64)), new RepositoryPath("ann/app"));
    private static final Upload OTHER = new Upload(new UploadId("b".repeat(64)), new RepositoryPath("ann/app"));

    /** Opens the store on the same storage each time. */
    protected abstract UploadStore open();

    /** The store to which its uploads go in the end. */
    protected abstract BlobStore blobs();

    private static void append(UploadStore store, UploadId id, String text) throws IOException {
        try (OutputStream out = store.append(id)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aNewUploadIsEmpty() {
        UploadStore store = open();
        store.create(UPLOAD);

        assertThat(store.size(UPLOAD.id())).isZero();
        assertThat(open().load()).containsExactly(UPLOAD);
    }

    @Test
    void whatCameStaysForALaterServer() throws IOException {
        UploadStore store = open();
        store.create(UPLOAD);
        store.create(OTHER);
        append(store, UPLOAD.id(), "one ");
        append(store, OTHER.id(), "other");
        append(open(), UPLOAD.id(), "two");

        assertThat(open().size(UPLOAD.id())).isEqualTo(7);
        assertThat(text(open().open(UPLOAD.id()))).isEqualTo("one two");
        assertThat(open().load()).containsExactlyInAnyOrder(UPLOAD, OTHER);
    }

    @Test
    void aCommittedUploadIsABlob() throws IOException {
        UploadStore store = open();
        store.create(UPLOAD);
        append(store, UPLOAD.id(), "content");
        Digest digest = Digest.ofBytes("content".getBytes(StandardCharsets.UTF_8));
        store.commit(UPLOAD.id(), digest);

        assertThat(text(blobs().open(digest))).isEqualTo("content");
        assertThat(open().load()).isEmpty();
    }

    @Test
    void aBlobThatIsThereIsReplaced() throws IOException {
        Digest digest = Digest.ofBytes("content".getBytes(StandardCharsets.UTF_8));
        blobs().put(digest, new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8)));
        UploadStore store = open();
        store.create(UPLOAD);
        append(store, UPLOAD.id(), "content");
        store.commit(UPLOAD.id(), digest);

        assertThat(blobs().size(digest)).contains(7L);
        assertThat(open().load()).isEmpty();
    }

    @Test
    void aRemovedUploadIsGone() throws IOException {
        UploadStore store = open();
        store.create(UPLOAD);
        append(store, UPLOAD.id(), "content");
        store.remove(UPLOAD.id());

        assertThat(open().load()).isEmpty();
        assertThatCode(() -> store.remove(UPLOAD.id())).doesNotThrowAnyException();
    }
}
