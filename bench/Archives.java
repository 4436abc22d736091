import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** How long an image of 150 MB takes to be loaded and saved, beside dockerd, by the same client and the same archive. */
public final class Archives {
    private static final int LAYERS = 3;
    private static final int FILES = 100;
    private static final int FILE_BYTES = 512 * 1024;
    /** What removed images leave is collected a little later: a load must not find it. */
    private static final int PAUSE_MS = 5000;

    private final Map<String, Map<String, long[]>> figures = new LinkedHashMap<>();
    private final List<Peer> peers = new ArrayList<>();
    private final Path scratch;
    private final int runs;

    private Archives(Path scratch, int runs) {
        this.scratch = scratch;
        this.runs = runs;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Archives bench = new Archives(Files.createTempDirectory("drydock-bench"), runs);
        try {
            bench.run();
        } finally {
            for (Peer peer : bench.peers) {
                peer.close();
            }
            Processes.delete(bench.scratch);
        }
        System.out.print(bench.table());
    }

    private void run() throws IOException, InterruptedException {
        Path launcher = Path.of(System.getenv().getOrDefault("DRYDOCK_LAUNCHER", "./drydock")).toAbsolutePath();
        Drydock drydock = Drydock.start(launcher, scratch.resolve("drydock"));
        peers.add(drydock);
        if (Processes.onPath("dockerd") && Processes.onPath("containerd")) {
            peers.add(Dockerd.start(scratch.resolve("dockerd")));
        } else {
            System.err.println("bench: left out: dockerd (not installed)");
        }
        Path archive = archive(drydock);
        for (int i = 0; i < runs; i++) {
            for (Peer peer : peers) {
                docker(peer, "rmi", "-f", "big:1");
                Thread.sleep(PAUSE_MS);
                note("docker load", peer, i, () -> docker(peer, "load", "-q", "-i", archive.toString()));
                note("docker save", peer, i, () -> docker(peer, "save", "-o", scratch.resolve("saved").toString(), "big:1"));
            }
        }
    }

    /** An image of three layers, as Drydock saves it. */
    private Path archive(Peer drydock) throws IOException, InterruptedException {
        Random random = new Random(1);
        docker(drydock, "create", "--name", "big", "busybox", "true");
        String name = "big";
        for (int layer = 1; layer <= LAYERS; layer++) {
            Path tree = Files.createDirectories(scratch.resolve("tree" + layer).resolve("data" + layer));
            for (int file = 0; file < FILES; file++) {
                Files.write(tree.resolve("file" + file), content(random));
            }
            docker(drydock, "cp", tree.toString(), name + ":/");
            docker(drydock, "commit", name, "big:1");
            docker(drydock, "rm", name);
            docker(drydock, "create", "--name", name, "big:1", "true");
        }
        docker(drydock, "rm", name);
        Path archive = scratch.resolve("archive.tar");
        docker(drydock, "save", "-o", archive.toString(), "big:1");
        return archive;
    }

    /** About as compressible as programs are. */
    private static byte[] content(Random random) {
        byte[] bytes = new byte[FILE_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 3 == 0 ? random.nextInt(256) : i / 64);
        }
        return bytes;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void note(String figure, Peer peer, int run, Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        figures.computeIfAbsent(figure, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(peer.name(), _ -> new long[runs])[run] =
                System.nanoTime() - start;
    }

    private void docker(Peer peer, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + peer.socket()));
        command.addAll(List.of(arguments));
        Processes.run(scratch.resolve("said"), command.toArray(String[]::new));
    }

    private String table() {
        StringBuilder table = new StringBuilder("ms                               min       p50       p95   times Drydock\n");
        figures.forEach((figure, values) -> {
            double own = new Samples(values.get("drydock")).percentile(0.5);
            values.forEach((peer, times) -> {
                Samples samples = new Samples(times);
                table.append(String.format(
                        Locale.ROOT, "%-14s %-12s %s %9.2f%n", figure, peer, samples.row(), samples.percentile(0.5) / own));
            });
        });
        return table.toString();
    }
}
