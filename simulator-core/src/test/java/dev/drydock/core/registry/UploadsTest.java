package dev.drydock.core.registry;

import static dev.drydock.core.registry.RegistryFixture.ANN;
import static dev.drydock.core.registry.RegistryFixture.APP;
import static dev.drydock.core.registry.RegistryFixture.BOB;
import static dev.drydock.core.registry.RegistryFixture.bytes;
import static dev.drydock.core.registry.RegistryFixture.chunk;
import static dev.drydock.core.registry.RegistryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private final RegistryFixture fixture = new RegistryFixture(RegistryFixture.SMALL);
    private Registry registry = fixture.registry;

    private static void refused(RegistryError code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private UploadId begin() {
        return registry.beginUpload(ANN, APP);
    }

    private BlobLink finish(UploadId id, Digest digest) {
        return registry.finishUpload(ANN, APP, id, new FinalChunk(digest, Chunk.none()));
    }

    private static Chunk at(long start, String text) {
        return new Chunk(OptionalLong.of(start), OptionalLong.of(text.length()), new ByteArrayInputStream(bytes(text)));
    }

    @Test
    void comesInChunks() {
        UploadId id = begin();
        assertThat(registry.append(ANN, APP, id, at(0, "one "))).isEqualTo(4);
        assertThat(registry.append(ANN, APP, id, chunk("two "))).isEqualTo(8);
        BlobLink blob = registry.finishUpload(ANN, APP, id, new FinalChunk(digest("one two end"), at(8, "end")));

        assertThat(blob).isEqualTo(new BlobLink(digest("one two end"), 11, fixture.now));
        assertThat(registry.blob(BOB, APP, blob.digest())).isEqualTo(blob);
        refused(RegistryError.BLOB_UPLOAD_UNKNOWN, () -> registry.uploadSize(ANN, APP, id));
    }

    @Test
    void aChunkOutOfOrderIsRefusedAndTheUploadGoesOn() {
        UploadId id = begin();
        registry.append(ANN, APP, id, at(0, "one"));

        refused(RegistryError.RANGE_INVALID, () -> registry.append(ANN, APP, id, at(0, "one")));
        refused(RegistryError.RANGE_INVALID, () -> registry.append(ANN, APP, id, at(4, "two")));
        assertThat(registry.append(ANN, APP, id, at(3, "two"))).isEqualTo(6);
        assertThat(finish(id, digest("onetwo")).size()).isEqualTo(6);
    }

    @Test
    void anotherDigestOrSizeDropsTheUpload() {
        UploadId digest = begin();
        registry.append(ANN, APP, digest, chunk("content"));
        refused(RegistryError.DIGEST_INVALID, () -> finish(digest, digest("other")));
        refused(RegistryError.BLOB_UPLOAD_UNKNOWN, () -> finish(digest, digest("content")));

        UploadId size = begin();
        Chunk tooShort = new Chunk(OptionalLong.of(0), OptionalLong.of(9), new ByteArrayInputStream(bytes("x")));
        refused(RegistryError.SIZE_INVALID, () -> registry.append(ANN, APP, size, tooShort));
        refused(RegistryError.BLOB_UPLOAD_UNKNOWN, () -> registry.uploadSize(ANN, APP, size));
        assertThat(registry.blobs()).isEmpty();
        assertThat(fixture.uploads.load()).isEmpty();
    }

    @Test
    void whatBreaksOffGoesOnBehindWhatCame() {
        UploadId id = begin();
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(bytes("half ")), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cable cut");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("cable cut");
            }
        });

        refused(RegistryError.BLOB_UPLOAD_INVALID, () -> registry.append(ANN, APP, id, Chunk.of(broken)));
        assertThat(registry.uploadSize(ANN, APP, id)).isEqualTo(5);
        registry.append(ANN, APP, id, at(5, "whole"));
        assertThat(finish(id, digest("half whole")).size()).isEqualTo(10);
    }

    @Test
    void goesOnWithALaterServer() {
        UploadId id = begin();
        registry.append(ANN, APP, id, chunk("before "));
        registry = fixture.open(RegistryFixture.SMALL);

        assertThat(registry.uploadSize(ANN, APP, id)).isEqualTo(7);
        registry.append(ANN, APP, id, at(7, "after"));
        assertThat(finish(id, digest("before after")).size()).isEqualTo(12);
    }

    @Test
    void aCancelledUploadIsGone() {
        UploadId id = begin();
        registry.append(ANN, APP, id, chunk("content"));
        registry.cancelUpload(ANN, APP, id);

        refused(RegistryError.BLOB_UPLOAD_UNKNOWN, () -> registry.append(ANN, APP, id, chunk("x")));
        assertThat(fixture.uploads.load()).isEmpty();
    }

    @Test
    void anUploadThatNobodyGoesOnWithIsDropped() {
        UploadId idle = begin();
        UploadId used = begin();
        fixture.now = fixture.now.plus(RegistryFixture.GRACE).plusSeconds(1);
        registry.append(ANN, APP, used, chunk("x"));
        registry.tidyUp();

        refused(RegistryError.BLOB_UPLOAD_UNKNOWN, () -> registry.uploadSize(ANN, APP, idle));
        assertThat(registry.uploadSize(ANN, APP, used)).isEqualTo(1);
    }

    @Test
    void oneRequestAtATimeWorksOnAnUpload() throws InterruptedException {
        UploadId id = begin();
        CountDownLatch isReading = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        InputStream slow = new InputStream() {
            @Override
            public int read(byte[] target, int offset, int length) {
                return read();
            }

            @Override
            public int read() {
                isReading.countDown();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return -1;
            }
        };
        Thread first = Thread.ofPlatform().start(() -> registry.append(ANN, APP, id, Chunk.of(slow)));
        isReading.await();

        refused(RegistryError.BLOB_UPLOAD_INVALID, () -> registry.append(ANN, APP, id, chunk("x")));
        mayEnd.countDown();
        first.join();
        assertThat(registry.append(ANN, APP, id, chunk("x"))).isEqualTo(1);
    }

    @Test
    void theSameBlobMayComeTwiceAtOnce() {
        UploadId one = begin();
        UploadId other = begin();
        registry.append(ANN, APP, one, chunk("content"));
        registry.append(ANN, APP, other, chunk("content"));

        assertThat(finish(one, digest("content")).size()).isEqualTo(7);
        assertThat(finish(other, digest("content")).size()).isEqualTo(7);
    }

    @Test
    void aStudentHasAnEndOfUploads() {
        UploadId id = begin();
        begin();

        refused(RegistryError.TOOMANYREQUESTS, this::begin);
        registry.cancelUpload(ANN, APP, id);
        assertThat(begin()).isNotNull();
    }

    @Test
    void uploadsCountBeforeTheyAreFinished() {
        UploadId one = begin();
        UploadId other = begin();
        registry.append(ANN, APP, one, chunk("x".repeat(1500)));

        assertThatThrownBy(() -> registry.append(ANN, APP, other, chunk("y".repeat(501))))
                .hasMessage("your share of this registry is full: 0.0 MB of 0.0 MB are used;"
                        + " delete tags and images that you no longer need");
        refused(RegistryError.BLOB_UPLOAD_UNKNOWN, () -> registry.uploadSize(ANN, APP, other));
        registry.append(ANN, APP, one, chunk("x".repeat(500)));
        assertThat(finish(one, digest("x".repeat(2000))).size()).isEqualTo(2000);
    }
}
