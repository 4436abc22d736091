import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what a student feels, beside dockerd where one is installed. The engines take turns within one run, so that
 * a noisy machine disturbs both alike. A figure that cannot be taken is left out with a sentence; it never fails a build.
 */
public final class Bench {
    private static final Pattern ID = Pattern.compile("\"Id\":\\s*\"([0-9a-f]+)\"");
    private static final int PAUSE_MS = 100;
    private static final int WARM_UP = 5;
    private static final ExecutorService FOUR =
            Executors.newFixedThreadPool(4, Thread.ofPlatform().daemon().factory());

    interface Work {
        void run(Peer peer) throws IOException, InterruptedException;
    }

    private final Peers peers;
    private final Map<String, Map<String, Samples>> figures = new LinkedHashMap<>();
    private final int runs;

    private Bench(Peers peers, int runs) {
        this.peers = peers;
        this.runs = runs;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path json = null;
        int runs = 40;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                stop(arguments[i] + " needs a value");
            }
            switch (arguments[i]) {
                case "--json" -> json = Path.of(arguments[i + 1]);
                case "--runs" -> runs = Integer.parseInt(arguments[i + 1]);
                default -> stop("unknown option " + arguments[i] + " (known: --json FILE, --runs N)");
            }
        }
        try (Peers peers = Peers.start()) {
            Bench bench = new Bench(peers, runs);
            bench.run();
            System.out.print(bench.table());
            if (json != null) {
                Files.writeString(json, bench.json());
            }
        }
    }

    private static void stop(String sentence) {
        System.err.println("bench: " + sentence);
        System.exit(2);
    }

    private void run() throws IOException, InterruptedException {
        List<Peer> engines = peers.all();
        OciRuntime.found(peers.scratch()).forEach(peers::add);
        measure("run.cli", peers.all(), this::runCli);
        measure("run.api", engines, this::runApi);
        measure("run.4", engines, this::runFour);
        startSleepers(engines);
        measure("exec.cli", peers.all(), this::execCli);
        measure("exec.api", engines, this::execApi);
        for (Peer engine : engines) {
            docker(engine, "rm", "-f", "sleeper");
        }
        measureLab(peers.drydock());
    }

    private void measure(String figure, List<Peer> turns, Work work) throws IOException, InterruptedException {
        Map<Peer, long[]> taken = new LinkedHashMap<>();
        for (Peer peer : turns) {
            taken.put(peer, new long[runs]);
        }
        for (int i = -WARM_UP; i < runs; i++) {
            for (Peer peer : turns) {
                // What one still tidies up after its answer must not be paid by the next.
                Thread.sleep(PAUSE_MS);
                long start = System.nanoTime();
                work.run(peer);
                if (i >= 0) {
                    taken.get(peer)[i] = System.nanoTime() - start;
                }
            }
        }
        Map<String, Samples> row = figures.computeIfAbsent(figure, f -> new LinkedHashMap<>());
        taken.forEach((peer, samples) -> row.put(peer.name(), new Samples(samples)));
    }

    private void startSleepers(List<Peer> engines) throws IOException, InterruptedException {
        for (Peer engine : engines) {
            docker(engine, "run", "-d", "--name", "sleeper", "busybox", "sleep", "100000");
        }
    }

    private void measureLab(Drydock drydock) throws IOException, InterruptedException {
        int labs = Math.min(runs, 20);
        long[] taken = new long[labs];
        drydock.clickToPrompt();
        for (int i = 0; i < labs; i++) {
            taken[i] = drydock.clickToPrompt();
        }
        figures.put("lab.start", Map.of(drydock.name(), new Samples(taken)));
    }

    private void docker(Peer peer, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + peer.socket()));
        command.addAll(List.of(arguments));
        Processes.run(peers.scratch().resolve("said"), command.toArray(String[]::new));
    }

    private void runCli(Peer peer) throws IOException, InterruptedException {
        if (peer instanceof OciRuntime runtime) {
            runtime.run();
        } else {
            docker(peer, "run", "--rm", "busybox", "true");
        }
    }

    private void execCli(Peer peer) throws IOException, InterruptedException {
        if (peer instanceof OciRuntime runtime) {
            runtime.exec();
        } else {
            docker(peer, "exec", "sleeper", "true");
        }
    }

    /** {@code run --rm}: what the client asks for, until the container is gone. */
    private void runApi(Peer peer) throws IOException {
        try (UnixHttp http = new UnixHttp(peer.socket());
                UnixHttp waiting = new UnixHttp(peer.socket())) {
            String body = "{\"Image\":\"busybox\",\"Cmd\":[\"true\"],\"HostConfig\":{\"AutoRemove\":true}}";
            String id = id(http.expect(201, "POST", "/v1.41/containers/create", body));
            waiting.send("POST", "/v1.41/containers/" + id + "/wait?condition=removed", "");
            int status = waiting.status();
            if (status != 200) {
                throw new IOException(peer.name() + " answered " + status + " to a wait");
            }
            http.expect(204, "POST", "/v1.41/containers/" + id + "/start", "");
            waiting.answer(status);
        }
    }

    /** Four at once; as long as the slowest takes. */
    private void runFour(Peer peer) throws IOException, InterruptedException {
        List<Callable<Void>> runs = Collections.nCopies(4, () -> {
            runApi(peer);
            return null;
        });
        for (Future<Void> run : FOUR.invokeAll(runs)) {
            try {
                run.get();
            } catch (ExecutionException e) {
                throw new IOException("one of four runs failed", e);
            }
        }
    }

    private void execApi(Peer peer) throws IOException {
        try (UnixHttp http = new UnixHttp(peer.socket())) {
            String body = "{\"AttachStdout\":true,\"Cmd\":[\"true\"]}";
            String id = id(http.expect(201, "POST", "/v1.41/containers/sleeper/exec", body));
            http.expect(200, "POST", "/v1.41/exec/" + id + "/start", "{\"Detach\":true}");
            while (!http.expect(200, "GET", "/v1.41/exec/" + id + "/json", "").body().contains("\"ExitCode\":0")) {
                Thread.onSpinWait();
            }
        }
    }

    private static String id(UnixHttp.Answer answer) throws IOException {
        Matcher matcher = ID.matcher(answer.body());
        if (!matcher.find()) {
            throw new IOException("no id in: " + answer.body());
        }
        return matcher.group(1);
    }

    private String table() {
        StringBuilder text = new StringBuilder("milliseconds             min       p50       p95    ratio of p50\n");
        figures.forEach((figure, row) -> row.forEach((peer, samples) -> {
            text.append(String.format(Locale.ROOT, "%-10s %-8s %s", figure, peer, samples.row()));
            text.append(peer.equals("drydock") ? "\n" : String.format(Locale.ROOT, "  %8.1fx%n", ratio(row, peer)));
        }));
        return text.toString();
    }

    /** How many times as long the peer takes. */
    private static double ratio(Map<String, Samples> row, String peer) {
        return row.get(peer).percentile(0.5) / row.get("drydock").percentile(0.5);
    }

    private String json() {
        List<String> parts = new ArrayList<>();
        figures.forEach((figure, row) -> {
            StringBuilder part = new StringBuilder("  \"" + figure + "\": {" + row.get("drydock").json() + ", \"unit\": \"ms\"");
            if (row.containsKey("dockerd")) {
                part.append(String.format(Locale.ROOT, ", \"ratio\": %.2f", ratio(row, "dockerd")));
            }
            row.forEach((peer, samples) -> {
                if (!peer.equals("drydock")) {
                    part.append(", \"" + peer + "\": {" + samples.json() + "}");
                }
            });
            parts.add(part.append("}").toString());
        });
        return "{\n" + String.join(",\n", parts) + "\n}\n";
    }
}
