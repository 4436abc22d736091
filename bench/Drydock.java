import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Drydock server of our own over a fresh data directory, with one lab host. */
final class Drydock implements Peer {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HEAP = Pattern.compile("(?m)^(?:DefNew|Tenured) .*used (\\d+)K");
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:[0-9]+");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private final Process process;
    private final Path directory;
    private final URI pages;
    private final Path socket;

    private Drydock(Process process, Path directory, URI pages) throws IOException {
        this.process = process;
        this.directory = directory;
        this.pages = pages;
        this.socket = Path.of(lab("bench").get("engine"));
    }

    /** @param options more of {@code up} */
    static Drydock start(Path launcher, Path directory, String... options) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path log = directory.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                launcher.toString(), "up", "--port", "0", "--data", directory.resolve("data").toString(),
                "--labs", "10000", "--idle", "0"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Processes.await("Drydock prints its address (its log: " + log + ")", process, () -> address(log) != null);
            Processes.await("Drydock has rehearsed", process, () -> Files.readString(log).contains("rehears"));
            return new Drydock(process, directory, address(log));
        } catch (IOException | InterruptedException e) {
            // Nobody else would end it.
            Processes.end(process, PATIENCE);
            throw e;
        }
    }

    private static URI address(Path log) throws IOException {
        Matcher matcher = ADDRESS.matcher(Files.readString(log));
        return matcher.find() ? URI.create(matcher.group()) : null;
    }

    /** Starts a lab host; what the server says of it: its sockets and the client for them. */
    Map<String, String> lab(String name) throws IOException {
        try (UnixHttp admin = new UnixHttp(directory.resolve("data/admin.sock"))) {
            return admin.expect(200, "POST", "/labs/" + name, "")
                    .body()
                    .lines()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        }
    }

    /** Names of the lab hosts that there are. */
    Set<String> labs() throws IOException {
        try (UnixHttp admin = new UnixHttp(directory.resolve("data/admin.sock"))) {
            return admin.expect(200, "GET", "/labs", "").body().lines().collect(Collectors.toSet());
        }
    }

    /** Where a page is. */
    URI page(String path) {
        return pages.resolve(path);
    }

    void removeLab(String name) throws IOException {
        try (UnixHttp admin = new UnixHttp(directory.resolve("data/admin.sock"))) {
            admin.call("DELETE", "/labs/" + name, "");
        }
    }

    /** Memory that the server has of the machine. */
    long residentMegabytes() throws IOException {
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        long most = 0;
        for (ProcessHandle one : tree) {
            String status = Files.readString(Path.of("/proc/" + one.pid() + "/status"));
            Matcher matcher = RESIDENT.matcher(status);
            most = matcher.find() ? Math.max(most, Long.parseLong(matcher.group(1)) / 1024) : most;
        }
        return most;
    }

    /** Memory that the server's objects take after those that nobody needs are gone. */
    long heapMegabytes(Path scratch) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
        String server = Long.toString(java());
        Processes.run(scratch, jcmd, server, "GC.run");
        Matcher matcher = HEAP.matcher(Processes.run(scratch, jcmd, server, "GC.heap_info"));
        long kilobytes = 0;
        while (matcher.find()) {
            kilobytes += Long.parseLong(matcher.group(1));
        }
        return kilobytes / 1024;
    }

    private long java() throws IOException {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(one -> one.info().command().filter(command -> command.endsWith("/java")).isPresent())
                .findFirst()
                .orElseThrow(() -> new IOException("the server's JVM is not there"))
                .pid();
    }

    /** A new student's terminal, at its prompt. */
    Prompt openPrompt() throws IOException, InterruptedException {
        return openPrompt(HttpClient.newHttpClient());
    }

    /** @param browser may be that of other students, too: each is known by a cookie */
    Prompt openPrompt(HttpClient browser) throws IOException, InterruptedException {
        return new Prompt(browser, pages, openPage(browser));
    }

    /** Opens the lesson as a new student; their cookie. */
    private String openPage(HttpClient browser) throws IOException, InterruptedException {
        HttpResponse<String> page = browser.send(
                HttpRequest.newBuilder(pages.resolve("/lessons/hello-world")).build(),
                HttpResponse.BodyHandlers.ofString());
        if (page.statusCode() != 200) {
            throw new IOException("the lesson page answered " + page.statusCode());
        }
        return page.headers().firstValue("set-cookie").orElseThrow().split(";")[0];
    }

    /** From a new student's click on the lesson until the first bytes of the prompt are in the browser. */
    long clickToPrompt() throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (HttpClient browser = HttpClient.newHttpClient()) {
            String cookie = openPage(browser);
            FirstBytes bytes = new FirstBytes();
            WebSocket socket = browser.newWebSocketBuilder()
                    .header("Cookie", cookie)
                    .header("Origin", pages.toString())
                    .buildAsync(URI.create("ws://" + pages.getAuthority() + "/lab/terminals/1"), bytes)
                    .join();
            bytes.arrived.orTimeout(20, TimeUnit.SECONDS).join();
            long end = System.nanoTime();
            socket.abort();
            browser.shutdownNow();
            return end - start;
        }
    }

    private static final class FirstBytes implements WebSocket.Listener {
        private final CompletableFuture<Void> arrived = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            if (data.hasRemaining()) {
                arrived.complete(null);
            }
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            arrived.completeExceptionally(error);
        }
    }

    @Override
    public String name() {
        return "drydock";
    }

    @Override
    public Path socket() {
        return socket;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // Hundreds of lab hosts end before it does.
        Processes.end(process, PATIENCE);
        Processes.delete(directory);
    }
}
