import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long a Dockerfile with ten small commands takes, beside dockerd's classic builder, by the same client: built, and found in the cache. */
public final class Builds {
    private static final int STEPS = 10;

    private final Figures figures;
    private final Peers peers;
    private final int runs;

    private Builds(Peers peers, int runs) {
        this.peers = peers;
        this.runs = runs;
        this.figures = new Figures(peers.scratch().resolve("said"), runs);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        try (Peers peers = Peers.start()) {
            Builds bench = new Builds(peers, runs);
            bench.run();
            System.out.print(bench.figures.table());
        }
    }

    private void run() throws IOException, InterruptedException {
        peers.share("busybox", figures);
        Path context = Files.createDirectories(peers.scratch().resolve("context"));
        StringBuilder dockerfile = new StringBuilder("FROM busybox\n");
        for (int step = 0; step < STEPS; step++) {
            dockerfile.append("RUN echo ").append(step).append(" > /f").append(step).append('\n');
        }
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        for (int i = -1; i < runs; i++) {
            for (Peer peer : peers.all()) {
                figures.note("built", peer, i, () -> build(peer, context, "--no-cache"));
                figures.note("cached", peer, i, () -> build(peer, context, "--rm"));
            }
        }
    }

    private void build(Peer peer, Path context, String option) throws IOException, InterruptedException {
        figures.docker(peer, "build", option, "-t", "ten", context.toString());
    }
}
