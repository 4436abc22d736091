import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is measured side by side: Drydock first, then dockerd where it is installed, each with files of its own. */
final class Peers implements AutoCloseable {
    private final Path scratch;
    private final List<Peer> peers = new ArrayList<>();

    private Peers(Path scratch) {
        this.scratch = scratch;
    }

    /** @param options of {@code ./drydock up} */
    static Peers start(String... options) throws IOException, InterruptedException {
        Peers peers = new Peers(Files.createTempDirectory("drydock-bench"));
        boolean started = false;
        try {
            peers.add(Drydock.start(launcher(), peers.scratch.resolve("drydock"), options));
            peers.addDockerd();
            started = true;
            return peers;
        } finally {
            if (!started) {
                peers.close();
            }
        }
    }

    static Path launcher() {
        return Path.of(System.getenv().getOrDefault("DRYDOCK_LAUNCHER", "./drydock")).toAbsolutePath();
    }

    private void addDockerd() throws InterruptedException {
        if (!Processes.onPath("dockerd") || !Processes.onPath("containerd")) {
            System.err.println("bench: left out: dockerd (not installed)");
            return;
        }
        try {
            add(Dockerd.start(scratch.resolve("dockerd")));
        } catch (IOException e) {
            System.err.println("bench: left out: dockerd: " + e.getMessage());
        }
    }

    void add(Peer peer) {
        peers.add(peer);
    }

    /** A directory for files of the benchmark; it goes when these are closed. */
    Path scratch() {
        return scratch;
    }

    Drydock drydock() {
        return (Drydock) peers.getFirst();
    }

    List<Peer> all() {
        return List.copyOf(peers);
    }

    /** The others have the very image that Drydock has under this name. */
    void share(String image, Figures figures) throws IOException, InterruptedException {
        Path archive = scratch.resolve("image.tar");
        figures.docker(drydock(), "save", "-o", archive.toString(), image);
        for (Peer peer : peers.subList(1, peers.size())) {
            figures.docker(peer, "load", "-i", archive.toString());
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Peer peer : peers) {
            peer.close();
        }
        Processes.delete(scratch);
    }
}
