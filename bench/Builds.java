import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a Dockerfile with ten small commands takes, beside dockerd's classic builder, by the same client: built, and found in the cache. */
public final class Builds {
    private static final int STEPS = 10;

    private final Figures figures;
    private final List<Peer> peers = new ArrayList<>();
    private final Path scratch;
    private final int runs;

    private Builds(Path scratch, int runs) {
        this.scratch = scratch;
        this.runs = runs;
        this.figures = new Figures(scratch.resolve("said"), runs);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        Builds bench = new Builds(Files.createTempDirectory("drydock-bench"), runs);
        try {
            bench.run();
        } finally {
            for (Peer peer : bench.peers) {
                peer.close();
            }
            Processes.delete(bench.scratch);
        }
        System.out.print(bench.figures.table());
    }

    private void run() throws IOException, InterruptedException {
        Path launcher = Path.of(System.getenv().getOrDefault("DRYDOCK_LAUNCHER", "./drydock")).toAbsolutePath();
        Drydock drydock = Drydock.start(launcher, scratch.resolve("drydock"));
        peers.add(drydock);
        if (Processes.onPath("dockerd") && Processes.onPath("containerd")) {
            Dockerd dockerd = Dockerd.start(scratch.resolve("dockerd"));
            peers.add(dockerd);
            Path base = scratch.resolve("base.tar");
            figures.docker(drydock, "save", "-o", base.toString(), "busybox");
            figures.docker(dockerd, "load", "-i", base.toString());
        } else {
            System.err.println("bench: left out: dockerd (not installed)");
        }
        Path context = Files.createDirectories(scratch.resolve("context"));
        StringBuilder dockerfile = new StringBuilder("FROM busybox\n");
        for (int step = 0; step < STEPS; step++) {
            dockerfile.append("RUN echo ").append(step).append(" > /f").append(step).append('\n');
        }
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        for (int i = -1; i < runs; i++) {
            for (Peer peer : peers) {
                figures.note("built", peer, i, () -> build(peer, context, "--no-cache"));
                figures.note("cached", peer, i, () -> build(peer, context, "--rm"));
            }
        }
    }

    private void build(Peer peer, Path context, String option) throws IOException, InterruptedException {
        figures.docker(peer, "build", option, "-t", "ten", context.toString());
    }
}
