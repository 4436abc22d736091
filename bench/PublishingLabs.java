import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Many lab hosts that publish the same port at once, and what is there of them ten seconds after they have ended. */
final class PublishingLabs {
    private static final int AT_ONCE = 16;
    private static final int AFTER_MS = 10_000;
    private static final Pattern GROUP = Pattern.compile("drydock-[0-9a-f]+");
    private static final String PUBLISHER = "{\"Image\":\"busybox\",\"Cmd\":[\"httpd\",\"-f\",\"-p\",\"80\"],"
            + "\"HostConfig\":{\"NetworkMode\":\"net\",\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"80\"}]}}}";

    private final Drydock drydock;
    private final String group;

    PublishingLabs(Drydock drydock) throws IOException {
        this.drydock = drydock;
        this.group = group(drydock);
    }

    /** The directory of control groups that all of this server's labs are below. */
    private static String group(Drydock drydock) throws IOException {
        for (Path process : processes()) {
            if (link(process.resolve("exe")).startsWith(data(drydock) + "/bin/")) {
                Matcher matcher = GROUP.matcher(text(process.resolve("cgroup")));
                if (matcher.find()) {
                    return matcher.group();
                }
            }
        }
        throw new IOException("no process of a lab host was found");
    }

    /** DATA of DATA/run/LAB/docker.sock. */
    private static String data(Drydock drydock) {
        return drydock.socket().getParent().getParent().getParent().toString();
    }

    private static List<Path> processes() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+")).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }

    private static String link(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** What the machine has of this server's labs. */
    private record Rest(long processes, long networkNamespaces, long groups, long disks) {}

    private Rest count() throws IOException {
        List<Path> own = processes().stream()
                .filter(process -> text(process.resolve("cgroup")).contains(group + "/"))
                .toList();
        return new Rest(
                own.size(),
                own.stream().map(process -> link(process.resolve("ns/net"))).distinct().count(),
                groups(),
                disks());
    }

    private long groups() throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of("/sys/fs/cgroup"), 8)) {
            return tree.filter(Files::isDirectory).filter(path -> path.toString().contains(group)).count();
        }
    }

    private long disks() throws IOException {
        try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
            return devices.filter(device -> text(device.resolve("loop/backing_file")).startsWith(data(drydock))).count();
        }
    }

    void run(int labs) throws IOException, InterruptedException {
        Rest before = count();
        List<Map<String, String>> made = new ArrayList<>();
        for (int i = 0; i < labs; i++) {
            Map<String, String> lab = drydock.lab("many-" + i);
            made.add(lab);
            try (UnixHttp http = new UnixHttp(Path.of(lab.get("engine")))) {
                http.expect(201, "POST", "/v1.41/networks/create", "{\"Name\":\"net\"}");
            }
        }
        long start = System.nanoTime();
        int failed = publish(made);
        Networks.report(labs + " lab hosts publish port 80 at once, until the last one does, ms", (System.nanoTime() - start) / 1e6);
        Networks.report(labs + " lab hosts publish port 80 at once, failed", failed);
        System.out.println("with them: " + count());
        for (int i = 0; i < labs; i++) {
            drydock.removeLab("many-" + i);
        }
        Thread.sleep(AFTER_MS);
        System.out.println("before: " + before + ", 10 s after: " + count());
    }

    private static int publish(List<Map<String, String>> labs) throws InterruptedException {
        int failed = 0;
        try (ExecutorService students = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> starts = new ArrayList<>();
            for (Map<String, String> lab : labs) {
                starts.add(students.submit(() -> {
                    publish(lab);
                    return lab;
                }));
            }
            for (Future<?> start : starts) {
                try {
                    start.get();
                } catch (ExecutionException e) {
                    System.err.println("bench: " + e.getCause().getMessage());
                    failed++;
                }
            }
        }
        return failed;
    }

    private static void publish(Map<String, String> lab) throws IOException {
        try (UnixHttp http = new UnixHttp(Path.of(lab.get("engine")))) {
            String answer = http.expect(201, "POST", "/v1.41/containers/create", PUBLISHER).body();
            String id = answer.replaceFirst("(?s).*\"Id\":\\s*\"([0-9a-f]+)\".*", "$1").strip();
            http.expect(204, "POST", "/v1.41/containers/" + id + "/start", "");
        }
    }
}
