package dev.drydock.core.registry;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.id.IdSource;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Blobs that are being pushed: in one piece, in chunks, or in pieces with breaks between them. */
final class Uploads {
    private static final int PIECE = 1 << 16;

    private final UploadStore store;
    private final Repositories repositories;
    private final RegistryLimits limits;
    private final BlobUses uses;
    private final IdSource ids;
    private final InstantSource clock;
    private final Map<UploadId, Live> uploads = new ConcurrentHashMap<>();

    Uploads(UploadStore store, Repositories repositories, BlobUses uses, RegistrySetup setup) {
        this.store = store;
        this.repositories = repositories;
        this.uses = uses;
        this.limits = setup.limits();
        this.ids = setup.ids();
        this.clock = setup.clock();
    }

    /** An upload as it goes on. */
    private static final class Live {
        private final Upload upload;
        private final Account account;
        /** Held by the one request that works on it. */
        private final ReentrantLock lock = new ReentrantLock();
        /** Of all that is there; null when only the store knows what is. */
        private @Nullable MessageDigest hash;

        private long size;
        private volatile Instant used;
        private boolean isEnded;

        Live(Upload upload, Account account, long size, Instant used) {
            this.upload = upload;
            this.account = account;
            this.size = size;
            this.used = used;
            this.hash = size == 0 ? Digest.sha256() : null;
        }
    }

    void load() {
        for (Upload upload : store.load()) {
            Account account = repositories.account(upload.repository());
            long size = store.size(upload.id());
            account.beginUpload(Integer.MAX_VALUE);
            account.take(size, Long.MAX_VALUE);
            uploads.put(upload.id(), new Live(upload, account, size, clock.instant()));
        }
    }

    UploadId begin(Caller caller, RepositoryPath repository) {
        caller.checkMayChange(repository);
        Account account = repositories.account(repository);
        if (!account.beginUpload(caller.isLimited() ? limits.uploads() : Integer.MAX_VALUE)) {
            throw new RegistryException(
                    RegistryError.TOOMANYREQUESTS,
                    "you have " + limits.uploads() + " uploads open, which is as many as you may: finish one first");
        }
        boolean isMade = false;
        try {
            Upload upload = new Upload(new UploadId(ids.next()), repository);
            store.create(upload);
            uploads.put(upload.id(), new Live(upload, account, 0, clock.instant()));
            isMade = true;
            return upload.id();
        } finally {
            if (!isMade) {
                account.endUpload(0);
            }
        }
    }

    /** Bytes that are there. */
    long size(Caller caller, RepositoryPath repository, UploadId id) {
        return work(caller, repository, id, upload -> upload.size);
    }

    /**
     * Adds what comes; when it breaks off, what came is kept.
     *
     * @return bytes that are there now
     */
    long append(Caller caller, RepositoryPath repository, UploadId id, Chunk chunk) {
        return work(caller, repository, id, upload -> {
            receive(caller, upload, chunk);
            return upload.size;
        });
    }

    /** Adds the last of it and makes it a blob of the repository; with another digest than this all of it is dropped. */
    BlobLink finish(Caller caller, RepositoryPath repository, UploadId id, FinalChunk last) {
        return work(caller, repository, id, upload -> {
            receive(caller, upload, last.chunk());
            Digest actual = digest(upload);
            if (!actual.equals(last.digest())) {
                end(upload);
                throw new RegistryException(
                        RegistryError.DIGEST_INVALID,
                        "the content has the digest " + actual + ", not " + last.digest() + "; the upload is dropped",
                        List.of(actual.toString()));
            }
            return commit(caller, upload, actual);
        });
    }

    private BlobLink commit(Caller caller, Live upload, Digest digest) {
        BlobLink blob = new BlobLink(digest, upload.size, clock.instant());
        try (BlobUses.Hold _ = uses.hold(Set.of(digest))) {
            store.commit(upload.upload.id(), digest);
            end(upload);
            repositories.change(caller, upload.upload.repository(), repository -> repository.withBlob(blob));
            return blob;
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot keep the blob " + digest + ": " + e.getMessage(), e);
        }
    }

    void cancel(Caller caller, RepositoryPath repository, UploadId id) {
        work(caller, repository, id, upload -> {
            end(upload);
            return upload;
        });
    }

    /** Drops an upload of the caller's own, if it is still there. */
    void drop(UploadId id) {
        Live upload = uploads.get(id);
        if (upload != null) {
            upload.lock.lock();
            try {
                end(upload);
            } finally {
                upload.lock.unlock();
            }
        }
    }

    /** Drops uploads that nobody has gone on with since this time. */
    void expire(Instant since) {
        for (Live upload : uploads.values()) {
            if (upload.used.isBefore(since) && upload.lock.tryLock()) {
                try {
                    end(upload);
                } finally {
                    upload.lock.unlock();
                }
            }
        }
    }

    private void end(Live upload) {
        if (!upload.isEnded) {
            upload.isEnded = true;
            uploads.remove(upload.upload.id());
            store.remove(upload.upload.id());
            upload.account.endUpload(upload.size);
        }
    }

    /** One step of an upload. */
    private interface Step<T> {
        T take(Live upload);
    }

    private <T> T work(Caller caller, RepositoryPath repository, UploadId id, Step<T> step) {
        caller.checkMayChange(repository);
        Live upload = uploads.get(id);
        if (upload == null || !upload.upload.repository().equals(repository)) {
            throw unknown();
        }
        if (!upload.lock.tryLock()) {
            throw new RegistryException(
                    RegistryError.BLOB_UPLOAD_INVALID, "another request works on this upload at the moment");
        }
        try {
            if (upload.isEnded) {
                throw unknown();
            }
            return step.take(upload);
        } finally {
            upload.used = clock.instant();
            upload.lock.unlock();
        }
    }

    private static RegistryException unknown() {
        return new RegistryException(
                RegistryError.BLOB_UPLOAD_UNKNOWN,
                "there is no such upload: it is finished, it was dropped, or nobody went on with it for too long");
    }

    private void receive(Caller caller, Live upload, Chunk chunk) {
        if (chunk.start().isPresent() && chunk.start().getAsLong() != upload.size) {
            throw new RegistryException(
                    RegistryError.RANGE_INVALID, "the upload goes on at byte " + upload.size + ": send what follows");
        }
        long before = upload.size;
        copy(caller, upload, chunk.content());
        long came = upload.size - before;
        if (chunk.length().isPresent() && chunk.length().getAsLong() != came) {
            end(upload);
            throw new RegistryException(
                    RegistryError.SIZE_INVALID,
                    came + " bytes came where the request says that there are "
                            + chunk.length().getAsLong() + "; the upload is dropped");
        }
    }

    private void copy(Caller caller, Live upload, InputStream content) {
        byte[] piece = new byte[PIECE];
        int length = read(content, piece);
        if (length < 0) {
            return;
        }
        try (OutputStream out = store.append(upload.upload.id())) {
            while (length >= 0) {
                take(caller, upload, length);
                write(upload, out, piece, length);
                length = read(content, piece);
            }
        } catch (IOException e) {
            resynchronise(upload);
            throw new EngineException.SystemFailure("cannot keep the upload: " + e.getMessage(), e);
        }
    }

    private static int read(InputStream content, byte[] piece) {
        try {
            return content.read(piece);
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryError.BLOB_UPLOAD_INVALID,
                    "the request broke off; the upload goes on behind what came of it");
        }
    }

    /** After a write that failed only the store knows what is there. */
    private void resynchronise(Live upload) {
        upload.hash = null;
        long actual = store.size(upload.upload.id());
        upload.account.giveBack(upload.size - actual);
        upload.size = actual;
    }

    private void take(Caller caller, Live upload, int length) {
        if (!upload.account.take(length, caller.isLimited() ? limits.bytes() : Long.MAX_VALUE)) {
            RegistryException full = repositories.full(upload.account.bytes());
            end(upload);
            throw full;
        }
    }

    private static void write(Live upload, OutputStream out, byte[] piece, int length) throws IOException {
        upload.size += length;
        out.write(piece, 0, length);
        if (upload.hash != null) {
            upload.hash.update(piece, 0, length);
        }
    }

    private Digest digest(Live upload) {
        MessageDigest hash = upload.hash;
        try {
            return Digest.of(hash == null ? hash(upload) : hash.digest());
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot read the upload: " + e.getMessage(), e);
        } finally {
            upload.hash = null;
        }
    }

    private byte[] hash(Live upload) throws IOException {
        MessageDigest hash = Digest.sha256();
        byte[] piece = new byte[PIECE];
        try (InputStream in = store.open(upload.upload.id())) {
            for (int length = in.read(piece); length > 0; length = in.read(piece)) {
                hash.update(piece, 0, length);
            }
        }
        return hash.digest();
    }
}
