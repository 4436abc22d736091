package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.time.Scheduler;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A blob of a registry as one stream, however often the connection breaks: it goes on where it was, five times, after a pause
 * that grows, as dockerd does.
 */
final class BlobDownload extends InputStream {
    private static final int ATTEMPTS = 5;
    private static final int STEP_SECONDS = 5;

    private final Repository repository;
    private final DownloadKey wanted;
    private final Scheduler scheduler;
    private final Flight<?> flight;
    private Optional<RegistryResponse> response = Optional.empty();
    private long offset;
    private int failures;

    BlobDownload(Repository repository, DownloadKey wanted, Scheduler scheduler, Flight<?> flight) {
        this.repository = repository;
        this.wanted = wanted;
        this.scheduler = scheduler;
        this.flight = flight;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
        while (true) {
            flight.cancellation().check();
            try {
                int count = opened().body().read(buffer, start, length);
                if (count < 0 && offset < wanted.size()) {
                    throw new IOException("unexpected EOF");
                }
                return counted(count);
            } catch (RegistryFailure e) {
                pause(e, e.isTemporary());
            } catch (WrongBlob e) {
                throw e;
            } catch (IOException e) {
                pause(e, true);
            }
        }
    }

    /** Content that no repetition makes right. */
    private static final class WrongBlob extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        WrongBlob(IOException reason) {
            super(reason.getMessage(), reason);
        }
    }

    private int counted(int count) throws IOException {
        if (count > 0) {
            offset += count;
            if (offset > wanted.size()) {
                throw new WrongBlob(Repository.wrongSize(offset, wanted.size()));
            }
            flight.progress(offset);
        }
        return count;
    }

    private RegistryResponse opened() throws IOException {
        if (response.isEmpty()) {
            Digest digest = wanted.digest();
            Map<String, String> range = offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + "-");
            RegistryResponse next = repository.session().get(repository.blob(digest), range);
            response = Optional.of(next);
            boolean isRest = next.status() == 206
                    && next.header("Content-Range").orElse("").startsWith("bytes " + offset + "-");
            if (next.status() == 200) {
                next.body().skipNBytes(offset);
            } else if (!isRest || offset == 0) {
                throw RegistryErrors.read(next);
            }
        }
        return response.get();
    }

    private void pause(IOException failure, boolean isTemporary) throws IOException {
        close();
        flight.cancellation().check();
        failures++;
        if (!isTemporary || failures >= ATTEMPTS) {
            throw failure;
        }
        for (int seconds = failures * STEP_SECONDS; seconds > 0; seconds--) {
            flight.notice("Retrying in " + seconds + (seconds == 1 ? " second" : " seconds"));
            Pause.of(Duration.ofSeconds(1), scheduler, flight.cancellation());
        }
        flight.notice("");
    }

    @Override
    public void close() {
        response.ifPresent(RegistryResponse::close);
        response = Optional.empty();
    }

    /** Reads everything to see that it is there. */
    static void prove(InputStream content, Digest digest) throws IOException {
        MessageDigest hash = Digest.sha256();
        byte[] buffer = new byte[1 << 16];
        for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
            hash.update(buffer, 0, length);
        }
        if (!Digest.of(hash.digest()).equals(digest)) {
            throw Repository.wrongContent(digest);
        }
    }

    static EngineException lost(Digest digest) {
        return new EngineException.SystemFailure("blob " + digest + " is gone from the store");
    }
}
