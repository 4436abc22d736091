import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long an image of 150 MB takes to be loaded, saved, pulled and pushed, beside dockerd, by the same client with the same
 * archive and the same registry; and how long a class takes that pulls it together.
 */
public final class Archives {
    private static final int LAYERS = 3;
    private static final int FILES = 100;
    private static final int FILE_BYTES = 512 * 1024;
    /** What removed images leave is collected a little later: a load must not find it. */
    private static final int PAUSE_MS = 5000;

    /** What the image is filled with: it is as compressible as programs are. */
    private static final Path PROGRAM = Path.of(System.getProperty("java.home"), "lib", "modules");

    private static final int CLASS = 30;
    private static final String IMAGE = "big:1";

    private final Figures figures;
    private final Peers peers;
    /** By the peer that reaches them: one to pull from, with the image, and one to push to, which is emptied before. */
    private final Map<Peer, LocalRegistry> sources = new LinkedHashMap<>();

    private final Map<Peer, LocalRegistry> targets = new LinkedHashMap<>();
    private final int runs;

    private Archives(Peers peers, int runs) {
        this.peers = peers;
        this.runs = runs;
        this.figures = new Figures(peers.scratch().resolve("said"), runs);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int source = LocalRegistry.freePort();
        int target = LocalRegistry.freePort();
        try (Peers peers = Peers.start(
                "--insecure-registry", "127.0.0.1:" + source, "--insecure-registry", "127.0.0.1:" + target)) {
            Archives bench = new Archives(peers, runs);
            try {
                bench.run(source, target);
            } finally {
                for (LocalRegistry registry : bench.registries()) {
                    registry.close();
                }
            }
            System.out.print(bench.figures.table());
        }
    }

    private void run(int source, int target) throws IOException, InterruptedException {
        Drydock drydock = peers.drydock();
        boolean hasRegistry = Processes.onPath("docker-registry");
        if (hasRegistry) {
            openRegistries(source, target);
        } else {
            System.err.println("bench: left out: pull and push (docker-registry is not installed)");
        }
        Path archive = archive(drydock);
        if (hasRegistry) {
            String name = sources.get(drydock).name(IMAGE);
            figures.docker(drydock, "tag", IMAGE, name);
            figures.docker(drydock, "push", name);
        }
        for (int i = 0; i < runs; i++) {
            for (Peer peer : peers.all()) {
                measureArchives(peer, i, archive);
                if (hasRegistry) {
                    measureRegistry(peer, i);
                }
            }
        }
        if (hasRegistry) {
            pullTogether(drydock);
        }
    }

    /** Each peer reaches registries on its own loopback; those to pull from have the same files. */
    private void openRegistries(int source, int target) throws IOException, InterruptedException {
        for (Peer peer : peers.all()) {
            Path directory = peers.scratch().resolve("registry-" + peer.name());
            sources.put(peer, LocalRegistry.start(peer.network(), peers.scratch().resolve("images"), directory.resolve("source"), source));
            targets.put(peer, LocalRegistry.start(peer.network(), directory.resolve("pushed"), directory.resolve("target"), target));
        }
    }

    private List<LocalRegistry> registries() {
        List<LocalRegistry> registries = new ArrayList<>(sources.values());
        registries.addAll(targets.values());
        return registries;
    }

    private void measureArchives(Peer peer, int run, Path archive) throws IOException, InterruptedException {
        forget(peer);
        figures.note("docker load", peer, run, () -> figures.docker(peer, "load", "-q", "-i", archive.toString()));
        figures.note("docker save", peer, run, () -> figures.docker(peer, "save", "-o", peers.scratch().resolve("saved").toString(), IMAGE));
        if (targets.containsKey(peer)) {
            push("push, loaded", IMAGE, peer, run);
        }
    }

    private void measureRegistry(Peer peer, int run) throws IOException, InterruptedException {
        forget(peer);
        String name = sources.get(peer).name(IMAGE);
        figures.note("docker pull", peer, run, () -> figures.docker(peer, "pull", "-q", name));
        push("push, pulled", name, peer, run);
    }

    private void push(String figure, String image, Peer peer, int run) throws IOException, InterruptedException {
        targets.get(peer).empty();
        String name = targets.get(peer).name(IMAGE);
        figures.docker(peer, "tag", image, name);
        figures.note(figure, peer, run, () -> figures.docker(peer, "push", "-q", name));
    }

    private void forget(Peer peer) throws IOException, InterruptedException {
        figures.docker(peer, "rmi", "-f", IMAGE);
        if (targets.containsKey(peer)) {
            figures.docker(peer, "rmi", "-f", sources.get(peer).name(IMAGE));
            figures.docker(peer, "rmi", "-f", targets.get(peer).name(IMAGE));
        }
        Thread.sleep(PAUSE_MS);
    }

    /** As many lab hosts as a class has, all at the same moment. */
    private void pullTogether(Drydock drydock) throws IOException, InterruptedException {
        forget(drydock);
        LocalRegistry registry = sources.get(drydock);
        List<String> engines = new ArrayList<>();
        for (int i = 0; i < CLASS; i++) {
            engines.add(drydock.lab("student" + i).get("engine"));
        }
        long before = registry.downloads();
        long start = System.nanoTime();
        List<Process> pulls = new ArrayList<>();
        for (String engine : engines) {
            pulls.add(new ProcessBuilder("docker", "-H", "unix://" + engine, "pull", "-q", registry.name(IMAGE))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
        for (Process pull : pulls) {
            if (pull.waitFor() != 0) {
                throw new IOException("a lab host of the class could not pull");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d lab hosts that pull together: %.0f ms; the registry sent %d layers and configurations%n",
                CLASS,
                (System.nanoTime() - start) / 1e6,
                registry.downloads() - before);
    }

    /** An image of three layers, as Drydock saves it. */
    private Path archive(Peer drydock) throws IOException, InterruptedException {
        figures.docker(drydock, "create", "--name", "big", "busybox", "true");
        String name = "big";
        for (int layer = 1; layer <= LAYERS; layer++) {
            Path tree = Files.createDirectories(peers.scratch().resolve("tree" + layer).resolve("data" + layer));
            try (RandomAccessFile program = new RandomAccessFile(PROGRAM.toFile(), "r")) {
                for (int file = 0; file < FILES; file++) {
                    Files.write(tree.resolve("file" + file), content(program, (layer - 1) * FILES + file));
                }
            }
            figures.docker(drydock, "cp", tree.toString(), name + ":/");
            figures.docker(drydock, "commit", name, "big:1");
            figures.docker(drydock, "rm", name);
            figures.docker(drydock, "create", "--name", name, "big:1", "true");
        }
        figures.docker(drydock, "rm", name);
        Path archive = peers.scratch().resolve("archive.tar");
        figures.docker(drydock, "save", "-o", archive.toString(), "big:1");
        return archive;
    }

    /** A piece of the JDK's own program, another one each time. */
    private static byte[] content(RandomAccessFile program, int piece) throws IOException {
        byte[] bytes = new byte[FILE_BYTES];
        program.seek((long) piece * FILE_BYTES % (program.length() - FILE_BYTES));
        program.readFully(bytes);
        return bytes;
    }
}
