import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures what lab hosts and containers cost that do nothing, and whether a whole class can start at once. */
public final class Capacity {
    private static final int CLASS = 100;
    private static final int CLASS_MILLISECONDS = 5000;
    private static final int IDLE = 50;

    private final Drydock drydock;

    private Capacity(Drydock drydock) {
        this.drydock = drydock;
    }

    /** @param arguments how many lab hosts with a shell and two containers each are made at the end; none if it is not said */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path scratch = Files.createTempDirectory("drydock-capacity");
        try (Drydock drydock = Drydock.start(Peers.launcher(), scratch.resolve("drydock"))) {
            Capacity capacity = new Capacity(drydock);
            capacity.idleLabs();
            capacity.idleContainers();
            capacity.wholeClass();
            if (arguments.length > 0) {
                capacity.crowd(Integer.parseInt(arguments[0]), scratch.resolve("said"));
            }
        } finally {
            Processes.delete(scratch);
        }
    }

    private void idleLabs() throws IOException, InterruptedException {
        drydock.lab("warm");
        long before = settledMegabytes();
        for (int i = 0; i < IDLE; i++) {
            drydock.lab("idle-" + i);
        }
        report("idle lab host, MiB of the machine", (before - settledMegabytes()) / (double) IDLE);
        for (int i = 0; i < IDLE; i++) {
            drydock.removeLab("idle-" + i);
        }
    }

    private void idleContainers() throws IOException, InterruptedException {
        try (UnixHttp http = new UnixHttp(drydock.socket())) {
            startSleeper(http);
            long before = settledMegabytes();
            for (int i = 0; i < IDLE; i++) {
                startSleeper(http);
            }
            report("idle container, MiB of the machine", (before - settledMegabytes()) / (double) IDLE);
        }
    }

    private static void startSleeper(UnixHttp http) throws IOException {
        String body = "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"100000\"]}";
        String answer = http.expect(201, "POST", "/v1.41/containers/create", body).body();
        String id = answer.replaceFirst(".*\"Id\":\\s*\"([0-9a-f]+)\".*(?s:.*)", "$1").strip();
        http.expect(204, "POST", "/v1.41/containers/" + id + "/start", "");
    }

    /** As many students as a large class has click within five seconds. */
    private void wholeClass() throws InterruptedException {
        List<Future<Long>> clicks = new ArrayList<>();
        int failed = 0;
        List<Long> taken = new ArrayList<>();
        try (ExecutorService students = Executors.newFixedThreadPool(CLASS)) {
            for (int i = 0; i < CLASS; i++) {
                clicks.add(students.submit(drydock::clickToPrompt));
                Thread.sleep(CLASS_MILLISECONDS / CLASS);
            }
            for (Future<Long> click : clicks) {
                try {
                    taken.add(click.get());
                } catch (ExecutionException e) {
                    failed++;
                }
            }
        }
        Samples samples = new Samples(taken.stream().mapToLong(Long::longValue).toArray());
        report("100 students in 5 s, prompt p50, ms", samples.percentile(0.5));
        report("100 students in 5 s, prompt p95, ms", samples.percentile(0.95));
        report("100 students in 5 s, failed", failed);
    }

    /** Lab hosts as students have them: a shell in a browser and two containers, nothing of it at work. */
    private void crowd(int labs, Path scratch) throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newHttpClient();
        List<Prompt> shells = new ArrayList<>();
        long before = settledMegabytes();
        for (int i = 0; i < labs; i++) {
            Prompt shell = drydock.openPrompt(browser);
            shells.add(shell);
            shell.type("docker run -d busybox sleep 100000 >/dev/null");
            shell.type("docker run -d busybox sleep 100000 >/dev/null");
        }
        String each = labs + " lab hosts with a shell and two containers, MiB of ";
        report(each + "the machine for each", (before - settledMegabytes()) / (double) labs);
        report(each + "the server", drydock.residentMegabytes());
        report(each + "the server's heap", drydock.heapMegabytes(scratch));
        long[] prompts = new long[labs];
        for (int i = 0; i < labs; i++) {
            prompts[i] = shells.get(i).enter();
        }
        report("the next prompt of one of them, p95, ms", new Samples(prompts).percentile(0.95));
        shells.forEach(Prompt::close);
    }

    /** What is available, after the kernel had a moment to give back what is not used any more. */
    private static long settledMegabytes() throws IOException, InterruptedException {
        Thread.sleep(2000);
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static void report(String what, double value) {
        System.out.printf(Locale.ROOT, "%-78s %10.2f%n", what, value);
    }
}
