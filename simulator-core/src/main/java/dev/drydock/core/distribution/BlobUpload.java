package dev.drydock.core.distribution;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.stream.WatchedInput;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Brings one blob to a registry, by the cheapest way: it is there; it can be mounted from another repository; it is sent in
 * one request.
 */
final class BlobUpload {
    private static final int ATTEMPTS = 5;
    private static final int STEP_SECONDS = 5;
    private static final long SHOWN_EVERY = 512 * 1024;
    private static final Map<String, String> BINARY = Map.of("Content-Type", "application/octet-stream");

    private final Repository repository;
    private final Digest digest;
    private final RequestContent content;

    BlobUpload(Repository repository, Digest digest, RequestContent content) {
        this.repository = repository;
        this.digest = digest;
        this.content = content;
    }

    /** Told while it goes on. */
    record Watch(LongConsumer sent, Consumer<String> notice) {}

    /** How it came there. */
    sealed interface Result {
        record Present() implements Result {}

        record Mounted(String from) implements Result {}

        record Sent() implements Result {}
    }

    /** @param sources paths of other repositories of the registry that may have it */
    Result run(List<String> sources, Watch watch, DistributionPorts ports, Cancellation cancellation)
            throws IOException {
        for (int failures = 1; ; failures++) {
            try {
                return attempt(sources, watch);
            } catch (RegistryFailure e) {
                pause(e, e.isTemporary() && failures < ATTEMPTS);
            } catch (IOException e) {
                pause(e, failures < ATTEMPTS);
            }
            for (int seconds = failures * STEP_SECONDS; seconds > 0; seconds--) {
                watch.notice().accept("Retrying in " + seconds + (seconds == 1 ? " second" : " seconds"));
                Pause.of(Duration.ofSeconds(1), ports.scheduler(), cancellation);
            }
        }
    }

    private static void pause(IOException failure, boolean isWorthIt) throws IOException {
        if (!isWorthIt) {
            throw failure;
        }
    }

    private Result attempt(List<String> sources, Watch watch) throws IOException {
        if (repository.has(digest)) {
            return new Result.Present();
        }
        for (String source : sources) {
            Optional<URI> upload = begin("?mount=" + digest + "&from=" + source);
            if (upload.isEmpty()) {
                return new Result.Mounted(source);
            }
            abandon(upload.get());
        }
        URI upload = begin("").orElseThrow(() -> new IOException("the registry began no upload"));
        send(upload, watch);
        return new Result.Sent();
    }

    /** @return where to send the blob; empty when that is not needed */
    private Optional<URI> begin(String query) throws IOException {
        URI uri = repository.session().uri("/v2/" + repository.path() + "/blobs/uploads/" + query);
        try (RegistryResponse response =
                repository.session().send("POST", uri, Map.of(), Optional.of(RequestContent.none()))) {
            return switch (response.status()) {
                case 201 -> Optional.empty();
                case 202 ->
                    Optional.of(RegistrySession.resolve(
                            uri, response.header("Location").orElse("")));
                default -> throw RegistryErrors.read(response);
            };
        }
    }

    private void abandon(URI upload) throws IOException {
        repository.session().send("DELETE", upload, Map.of(), Optional.empty()).close();
    }

    private void send(URI upload, Watch watch) throws IOException {
        String separator = upload.getRawQuery() == null ? "?" : "&";
        URI uri = URI.create(upload + separator + "digest=" + digest);
        RequestContent counted = new RequestContent(
                content.size(), () -> new WatchedInput(content.source().open(), new Shown(watch.sent())));
        try (RegistryResponse response = repository.session().send("PUT", uri, BINARY, Optional.of(counted))) {
            if (response.status() != 201) {
                throw RegistryErrors.read(response);
            }
        }
    }

    /** Tells how much was read, not too often. */
    private static final class Shown implements WatchedInput.Watcher {
        private final LongConsumer sent;
        private long shown;

        Shown(LongConsumer sent) {
            this.sent = sent;
        }

        @Override
        public void read(int bytes, long total) {
            if (shown == 0 || total - shown >= SHOWN_EVERY) {
                show(total);
            }
        }

        @Override
        public void ended(long total) {
            if (shown < total) {
                show(total);
            }
        }

        private void show(long total) {
            shown = total;
            sent.accept(total);
        }
    }
}
