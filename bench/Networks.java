import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What networks of containers cost: how much passes over the default bridge beside dockerd's, how long an answer to a name
 * takes, and what a network and ports add to a start. With a number of lab hosts, whether all of them can publish port 80.
 */
public final class Networks {
    private static final int FILE_MEGABYTES = 128;
    private static final int FETCHES = 16;
    private static final int QUESTIONS = 500;
    private static final int PAUSE_MS = 100;
    private static final int PRACTICE = 10;
    private static final Pattern REAL = Pattern.compile("real\\s+(\\d+)m\\s+([0-9.]+)s");
    private static final Pattern ID = Pattern.compile("\"Id\":\\s*\"([0-9a-f]+)\"");

    /** How long the asker sleeps: a word that nobody else's command has. */
    private static final String ASKER_SECONDS = "86399.7351";

    private static final String NONE = "{\"NetworkMode\":\"none\"}";
    private static final String PUBLISHING =
            "{\"NetworkMode\":\"net\",\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"8080\"}],\"81/tcp\":[{\"HostPort\":\"8081\"}]}}";

    private final Figures figures;
    private final Peers peers;
    private final Map<Peer, double[]> rates = new LinkedHashMap<>();
    private final int runs;

    private Networks(Peers peers, int runs) {
        this.peers = peers;
        this.runs = runs;
        this.figures = new Figures(peers.scratch().resolve("said"), runs);
    }

    /** @param arguments runs, and lab hosts that publish port 80 at once */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        int labs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        // dockerd's containers have all processors, too.
        try (Peers peers = Peers.start("--lab-cpus", "0")) {
            new Networks(peers, runs).run(labs);
        }
    }

    private void run(int labs) throws IOException, InterruptedException {
        peers.share("busybox", figures);
        for (Peer peer : peers.all()) {
            figures.docker(peer, "network", "create", "net");
        }
        measureThroughput();
        measureNames();
        measureStarts();
        System.out.print(figures.table());
        if (labs > 0) {
            new PublishingLabs(peers.drydock()).run(labs);
        }
    }

    /** The same client fetches the same file from the same server, from container to container. */
    private void measureThroughput() throws IOException, InterruptedException {
        Map<Peer, String> addresses = new LinkedHashMap<>();
        for (Peer peer : peers.all()) {
            String serve = "dd if=/dev/zero of=/big bs=1M count=0 seek=" + FILE_MEGABYTES + " && httpd -f -p 80 -h /";
            docker(peer, "run", "-d", "--name", "server", "busybox", "sh", "-c", serve);
            addresses.put(peer, docker(peer, "inspect", "-f", "{{.NetworkSettings.IPAddress}}", "server"));
            rates.put(peer, new double[runs]);
        }
        for (int run = -1; run < runs; run++) {
            for (Peer peer : peers.all()) {
                double rate = fetch(peer, addresses.get(peer));
                if (run >= 0) {
                    rates.get(peer)[run] = rate;
                }
            }
        }
        for (Peer peer : peers.all()) {
            docker(peer, "rm", "-f", "server");
            double[] sorted = rates.get(peer).clone();
            Arrays.sort(sorted);
            rates.put(peer, sorted);
            report("over docker0, " + peer.name() + ", median, MiB/s", sorted[runs / 2]);
        }
        List<Peer> both = peers.all();
        if (both.size() > 1) {
            double ratio = rates.get(both.get(0))[runs / 2] / rates.get(both.get(1))[runs / 2];
            report("over docker0, share of dockerd's, %", 100 * ratio);
        }
    }

    private double fetch(Peer peer, String address) throws IOException, InterruptedException {
        String loop = "i=0; while [ $i -lt " + FETCHES + " ]; do wget -q -O /dev/null http://" + address
                + "/big || exit 1; i=$((i+1)); done";
        String said = docker(peer, "run", "--rm", "busybox", "time", "sh", "-c", loop);
        Matcher matcher = REAL.matcher(said);
        if (!matcher.find()) {
            throw new IOException(peer.name() + " fetched nothing: " + said);
        }
        double seconds = Integer.parseInt(matcher.group(1)) * 60 + Double.parseDouble(matcher.group(2));
        return FILE_MEGABYTES * FETCHES / seconds;
    }

    /** Questions from the network namespace of a container to its 127.0.0.11, one after the other. */
    private void measureNames() throws IOException, InterruptedException {
        for (Peer peer : peers.all()) {
            docker(peer, "run", "-d", "--name", "target", "--network", "net", "busybox", "sleep", "100000");
            docker(peer, "run", "-d", "--name", "asker", "--network", "net", "busybox", "sleep", ASKER_SECONDS);
            try {
                String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
                String program = Path.of(System.getenv().getOrDefault("DRYDOCK_BENCH", "bench"))
                        .resolve("Questions.java")
                        .toString();
                String said = Processes.run(
                        peers.scratch().resolve("said"), "nsenter", "--net=/proc/" + asker() + "/ns/net", java,
                        "-XX:TieredStopAtLevel=1", program, "target", Integer.toString(QUESTIONS));
                System.out.println("answers to a name, " + peer.name() + ", ms: " + said);
            } catch (IOException e) {
                System.err.println("bench: left out: answers to names of " + peer.name() + ": "
                        + e.getMessage().lines().findFirst().orElse(""));
            }
            docker(peer, "rm", "-f", "target", "asker");
        }
    }

    private static long asker() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
                    .filter(entry -> commandOf(entry).equals("sleep\0" + ASKER_SECONDS + "\0"))
                    .mapToLong(entry -> Long.parseLong(entry.getFileName().toString()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the asking container is not among the machine's processes"));
        }
    }

    private static String commandOf(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }

    /** One engine after the other: what counts is what a network adds, and dockerd's long starts would disturb ours. */
    private void measureStarts() throws IOException, InterruptedException {
        for (Peer peer : peers.all()) {
            for (int run = -PRACTICE; run < runs; run++) {
                startWith(NONE, "none", peer, run);
                startWith(PUBLISHING, "net", peer, run);
                runByClient(peer, run);
            }
        }
    }

    private void startWith(String host, String network, Peer peer, int run) throws IOException, InterruptedException {
        Thread.sleep(PAUSE_MS);
        try (UnixHttp http = new UnixHttp(peer.socket())) {
            String[] id = new String[1];
            figures.note("create " + network, peer, run, () -> id[0] = create(http, host));
            figures.note("start " + network, peer, run, () -> start(http, id[0]));
            http.expect(204, "DELETE", "/v1.41/containers/" + id[0] + "?force=true", "");
        }
    }

    private void runByClient(Peer peer, int run) throws IOException, InterruptedException {
        Thread.sleep(PAUSE_MS);
        figures.note("run none", peer, run, () -> figures.docker(
                peer, "run", "-d", "--name", "one", "--network", "none", "busybox", "sleep", "1000"));
        figures.docker(peer, "rm", "-f", "one");
        Thread.sleep(PAUSE_MS);
        figures.note("run net", peer, run, () -> figures.docker(
                peer, "run", "-d", "--name", "one", "--network", "net", "-p", "8080:80", "-p", "8081:81", "busybox",
                "sleep", "1000"));
        figures.docker(peer, "rm", "-f", "one");
    }

    private static String create(UnixHttp http, String host) throws IOException {
        String body = "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"],\"HostConfig\":" + host + "}";
        String answer = http.expect(201, "POST", "/v1.41/containers/create", body).body();
        return Optional.of(ID.matcher(answer))
                .filter(Matcher::find)
                .orElseThrow(() -> new IOException("no id in: " + answer))
                .group(1);
    }

    private static void start(UnixHttp http, String id) throws IOException {
        http.expect(204, "POST", "/v1.41/containers/" + id + "/start", "");
    }

    private String docker(Peer peer, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + peer.socket()));
        command.addAll(List.of(arguments));
        return Processes.run(peers.scratch().resolve("said"), command.toArray(String[]::new));
    }

    static void report(String what, double value) {
        System.out.printf(Locale.ROOT, "%-78s %10.2f%n", what, value);
    }
}
