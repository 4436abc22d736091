package dev.drydock.core.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store of blobs does. */
public abstract class BlobStoreContract {
    /** Opens the store on the same storage each time. */
    protected abstract BlobStore open();

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static Digest put(BlobStore store, byte[] content) throws IOException {
        Digest digest = Digest.ofBytes(content);
        store.put(digest, new ByteArrayInputStream(content));
        return digest;
    }

    @Test
    void givesBackWhatWasPut() throws IOException {
        byte[] content = content(200_000);
        Digest digest = put(open(), content);

        assertThat(open().size(digest)).contains(200_000L);
        try (InputStream in = open().open(digest)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void anEmptyBlobIsABlob() throws IOException {
        assertThat(open().size(put(open(), new byte[0]))).contains(0L);
    }

    @Test
    void anUnknownBlobIsNotFound() {
        Digest unknown = Digest.ofBytes(content(3));

        assertThat(open().size(unknown)).isEmpty();
        assertThatThrownBy(() -> open().open(unknown)).isInstanceOf(EngineException.NotFound.class);
    }

    @Test
    void anotherDigestIsRefusedAndNothingIsKept() {
        BlobStore store = open();
        Digest wrong = Digest.ofBytes(content(3));

        assertThatThrownBy(() -> store.put(wrong, new ByteArrayInputStream(content(4))))
                .isInstanceOf(EngineException.InvalidParameter.class);
        assertThat(store.size(wrong)).isEmpty();
    }

    @Test
    void aSourceThatFailsLeavesNothing() {
        BlobStore store = open();
        Digest digest = Digest.ofBytes(content(3));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cable cut");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("cable cut");
            }
        };

        assertThatThrownBy(() -> store.put(digest, broken)).isInstanceOf(IOException.class);
        assertThat(open().size(digest)).isEmpty();
    }

    @Test
    void aRemovedBlobIsGone() throws IOException {
        BlobStore store = open();
        Digest digest = put(store, content(5));
        store.remove(digest);

        assertThat(store.size(digest)).isEmpty();
        assertThatCode(() -> store.remove(digest)).doesNotThrowAnyException();
    }

    @Test
    void whatIsWrittenIsNamedByItsDigest() throws IOException {
        byte[] content = "written".getBytes(StandardCharsets.UTF_8);
        Blob blob = open().write(out -> out.write(content));

        assertThat(blob).isEqualTo(new Blob(Digest.ofBytes(content), content.length));
        assertThat(open().write(out -> out.write(content))).isEqualTo(blob);
        try (InputStream in = open().open(blob.digest())) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void whatIsNotWrittenToTheEndIsNotKept() {
        byte[] half = "half".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> open().write(out -> {
                    out.write(half);
                    throw new IOException("broken off");
                }))
                .hasMessage("broken off");
        assertThat(open().size(Digest.ofBytes(half))).isEmpty();
    }
}
