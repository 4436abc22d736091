package dev.drydock.core.distribution;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.Compression;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.stream.WatchedInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Brings the layers of one image: some are downloaded at the same time, and each is unpacked as soon as those below are. */
final class LayerPulls {
    /** As dockerd's {@code max-concurrent-downloads}. */
    private static final int AT_ONCE = 3;

    private static final int ID_LENGTH = 12;
    private final LabAccess lab;
    private final Repository repository;
    private final ContentLease lease;
    private final ProgressOutput out;
    private final Cancellation cancellation;

    /** @param cancellation of this attempt; it is cancelled when a layer fails */
    LayerPulls(
            LabAccess lab, Repository repository, ContentLease lease, ProgressOutput out, Cancellation cancellation) {
        this.lab = lab;
        this.repository = repository;
        this.lease = lease;
        this.out = out;
        this.cancellation = cancellation;
    }

    /** One layer that has to come. */
    private record Part(Descriptor descriptor, Digest digest, ChainId chain, DiffId diffId, Optional<ChainId> parent) {
        String id() {
            return digest.hex().substring(0, ID_LENGTH);
        }
    }

    /** Returns when all layers are in the store, held by the lease. */
    void run(List<Descriptor> layers, List<DiffId> diffIds) throws IOException {
        List<Part> missing = missing(parts(layers, diffIds));
        long expected =
                missing.stream().mapToLong(part -> part.descriptor().size()).reduce(0, Math::addExact);
        long others = lab.expected().getAndAdd(expected);
        try {
            lab.images().room().check(Math.addExact(expected, others));
            bring(missing);
        } finally {
            lab.expected().addAndGet(-expected);
        }
    }

    private static List<Part> parts(List<Descriptor> layers, List<DiffId> diffIds) {
        List<Part> parts = new ArrayList<>();
        Optional<ChainId> parent = Optional.empty();
        for (int i = 0; i < layers.size(); i++) {
            DiffId diffId = diffIds.get(i);
            ChainId chain = parent.map(below -> below.then(diffId)).orElseGet(() -> ChainId.of(diffId));
            parts.add(new Part(layers.get(i), Repository.digest(layers.get(i)), chain, diffId, parent));
            parent = Optional.of(chain);
        }
        return parts;
    }

    /** Without the lowest ones that this lab has already. */
    private List<Part> missing(List<Part> parts) {
        Set<ChainId> own = lab.images().stacks();
        int present = 0;
        while (present < parts.size() && own.contains(parts.get(present).chain())) {
            lease.find(parts.get(present).chain());
            show(parts.get(present), "Already exists");
            present++;
        }
        List<Part> missing = parts.subList(present, parts.size());
        missing.forEach(part -> show(part, "Pulling fs layer"));
        missing.stream().skip(AT_ONCE).forEach(part -> show(part, "Waiting"));
        return missing;
    }

    private void show(Part part, String action) {
        out.write(new Progress.Action(part.id(), action));
    }

    private void bring(List<Part> parts) throws IOException {
        List<CompletableFuture<Boolean>> downloads =
                parts.stream().map(_ -> new CompletableFuture<Boolean>()).toList();
        AtomicInteger next = new AtomicInteger();
        boolean done = false;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.min(AT_ONCE, parts.size()); i++) {
                threads.execute(() -> download(parts, downloads, next));
            }
            try {
                extract(parts, downloads);
                done = true;
            } finally {
                if (!done) {
                    cancellation.cancel();
                }
            }
        }
    }

    private void extract(List<Part> parts, List<CompletableFuture<Boolean>> downloads) throws IOException {
        long left = lab.images().room().left();
        for (int i = 0; i < parts.size(); i++) {
            await(downloads.get(i));
            left -= extract(parts.get(i)).size();
            if (left < 0) {
                lab.images().room().check(Long.MAX_VALUE);
            }
            show(parts.get(i), "Pull complete");
        }
    }

    private static void await(CompletableFuture<Boolean> download) throws IOException {
        try {
            download.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.cancelled();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case EngineException refusal -> throw refusal;
                case IOException failure -> throw failure;
                case null, default -> throw new EngineException.SystemFailure("a download failed: " + e.getCause(), e);
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // The top of a thread: whatever ended it is told to who waits for the layer.
    private void download(List<Part> parts, List<CompletableFuture<Boolean>> downloads, AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
            try {
                cancellation.check();
                download(parts.get(i));
                downloads.get(i).complete(true);
            } catch (Exception e) {
                downloads.get(i).completeExceptionally(e);
            }
        }
    }

    /** That another lab brought a blob, or is bringing it, is no right to it: the registry has to say that it is there. */
    private void download(Part part) throws IOException {
        DownloadKey wanted = new DownloadKey(part.digest(), part.descriptor().size());
        Optional<Long> present = lease.size(part.digest());
        if (present.isPresent()) {
            if (present.get() != wanted.size()) {
                throw Repository.wrongSize(present.get(), wanted.size());
            }
            requireRight(wanted);
        } else {
            fetch(part, wanted);
        }
        show(part, "Download complete");
    }

    private void fetch(Part part, DownloadKey wanted) throws IOException {
        boolean isPilot = false;
        while (!isPilot) {
            try (Flights.Ticket<Blob> ticket =
                    lab.client().downloads().board(wanted, flight -> bring(flight, wanted))) {
                isPilot = ticket.isPilot();
                if (!isPilot) {
                    requireRight(wanted);
                }
                ticket.flight().await(cancellation, watch(part, "Downloading"));
                show(part, "Verifying Checksum");
                return;
            } catch (IOException e) {
                // What failed for somebody else, with somebody else's registry, may succeed here.
                if (isPilot) {
                    throw e;
                }
            }
        }
    }

    private Flight.Watch watch(Part part, String action) {
        return new Flight.Watch(
                bytes -> out.write(new Progress.Transfer(
                        part.id(), action, bytes, part.descriptor().size())),
                notice -> {
                    if (!notice.isEmpty()) {
                        show(part, notice);
                    }
                });
    }

    private Blob bring(Flight<Blob> flight, DownloadKey wanted) throws IOException {
        Repository source = repository.under(flight.cancellation());
        try (ContentLease own = lab.ports().content().lease();
                InputStream content =
                        new BlobDownload(source, wanted, lab.ports().scheduler(), flight)) {
            own.put(wanted.digest(), content);
            return new Blob(wanted.digest(), wanted.size());
        } catch (EngineException.InvalidParameter e) {
            throw new IOException(Repository.wrongContent(wanted.digest()).getMessage(), e);
        }
    }

    private void requireRight(DownloadKey wanted) throws IOException {
        if (repository.has(wanted.digest())) {
            return;
        }
        try (InputStream content =
                new BlobDownload(repository, wanted, lab.ports().scheduler(), new Flight<>())) {
            BlobDownload.prove(content, wanted.digest());
        }
    }

    private Layer extract(Part part) throws IOException {
        Optional<Layer> present = lease.find(part.chain()).filter(layer -> isOf(layer, part));
        if (present.isPresent()) {
            return present.get();
        }
        ExtractionKey key = new ExtractionKey(part.chain(), part.digest());
        try (Flights.Ticket<Layer> ticket = lab.client().extractions().board(key, flight -> unpack(flight, part))) {
            return ticket.flight().await(cancellation, watch(part, "Extracting"));
        }
    }

    private static boolean isOf(Layer layer, Part part) {
        return layer.blob().map(LayerBlob::digest).equals(Optional.of(part.digest()));
    }

    /** A layer that is there already, made of something else, counts only when this blob holds it, too. */
    private Layer unpack(Flight<Layer> flight, Part part) throws IOException {
        try (ContentLease own = lab.ports().content().lease();
                InputStream blob = new WatchedInput(own.open(part.digest()), flight.watcher());
                InputStream tar = Compression.open(blob).content()) {
            part.parent().ifPresent(own::find);
            Optional<Layer> present = own.find(part.chain());
            if (present.isPresent()) {
                BlobDownload.prove(tar, part.diffId().digest());
                return present.get();
            }
            LayerBlob source = new LayerBlob(
                    part.descriptor().mediaType(),
                    part.digest(),
                    part.descriptor().size());
            return own.add(part.parent(), part.diffId(), source, tar);
        }
    }
}
