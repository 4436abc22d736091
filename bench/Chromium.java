import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without a window, told what to do over its DevTools protocol: pages are opened, and JavaScript is asked. */
final class Chromium implements AutoCloseable {
    private static final Pattern ENDPOINT = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+),");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Process process;
    private final Path directory;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger last = new AtomicInteger();
    private final ConcurrentHashMap<Integer, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private final WebSocket socket;

    private Chromium(Process process, Path directory, URI endpoint) {
        this.process = process;
        this.directory = directory;
        this.socket = client.newWebSocketBuilder().buildAsync(endpoint, new Answers()).join();
    }

    static Chromium start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                        "--remote-debugging-port=0", "--user-data-dir=" + directory.resolve("profile"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Processes.await("Chromium listens (its log: " + log + ")", process, () -> endpoint(log) != null);
        return new Chromium(process, directory, endpoint(log));
    }

    private static URI endpoint(Path log) throws IOException {
        Matcher matcher = ENDPOINT.matcher(Files.readString(log));
        return matcher.find() ? URI.create(matcher.group(1)) : null;
    }

    /** A window with cookies of its own. */
    Window open(URI address) throws IOException, InterruptedException {
        String context = field(call("Target.createBrowserContext", "{}", ""), "browserContextId");
        String target = field(
                call("Target.createTarget", "{\"url\":\"" + address + "\",\"browserContextId\":\"" + context + "\"}", ""),
                "targetId");
        String session = field(
                call("Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}", ""), "sessionId");
        Window window = new Window(context, session);
        window.await();
        return window;
    }

    /** One page. */
    final class Window implements AutoCloseable {
        private final String context;
        private final String session;

        private Window(String context, String session) {
            this.context = context;
            this.session = session;
        }

        /** A page that has just been asked for has nothing that could answer, or is the empty one before it. */
        private void await() throws IOException, InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            String loaded = "";
            while (!loaded.contains("\"value\":1")) {
                if (System.nanoTime() > end) {
                    throw new IOException("the page is not there: " + loaded);
                }
                Thread.sleep(20);
                loaded = evaluate("location.protocol === 'http:' && document.readyState === 'complete' ? 1 : 0");
            }
        }

        /** Waits for what a promise of JavaScript brings, which must be a number. */
        double number(String expression) throws IOException, InterruptedException {
            String answer = evaluate(expression);
            Matcher matcher = Pattern.compile("\"value\":([-0-9.eE+]+)").matcher(answer);
            if (!matcher.find()) {
                throw new IOException("the page answered " + answer);
            }
            return Double.parseDouble(matcher.group(1));
        }

        private String evaluate(String expression) throws IOException, InterruptedException {
            String escaped = expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
            return call(
                    "Runtime.evaluate",
                    "{\"expression\":\"" + escaped + "\",\"awaitPromise\":true,\"returnByValue\":true}",
                    session);
        }

        @Override
        public void close() throws IOException, InterruptedException {
            call("Target.disposeBrowserContext", "{\"browserContextId\":\"" + context + "\"}", "");
        }
    }

    private String call(String method, String parameters, String session) throws IOException, InterruptedException {
        int id = last.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.put(id, answer);
        String to = session.isEmpty() ? "" : ",\"sessionId\":\"" + session + "\"";
        send("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + to + "}");
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Chromium did not answer " + method, e);
        } finally {
            asked.remove(id);
        }
    }

    private synchronized void send(String message) {
        socket.sendText(message, true).join();
    }

    private static String field(String answer, String name) throws IOException {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer);
        if (!matcher.find()) {
            throw new IOException("Chromium answered " + answer);
        }
        return matcher.group(1);
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            part.append(data);
            if (isLast) {
                String message = part.toString();
                part.setLength(0);
                Matcher matcher = ID.matcher(message);
                CompletableFuture<String> waiting =
                        matcher.find() ? asked.get(Integer.parseInt(matcher.group(1))) : null;
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        socket.abort();
        client.shutdownNow();
        Processes.end(process, PATIENCE);
        Processes.delete(directory);
    }
}
