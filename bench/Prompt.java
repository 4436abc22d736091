import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A student's terminal at its prompt, through the server's pages. */
final class Prompt implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private final LinkedBlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final HttpClient browser;
    private final WebSocket socket;
    private CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(null);

    /** @param cookie of a student whose page has been opened */
    Prompt(HttpClient browser, URI pages, String cookie) throws IOException, InterruptedException {
        this.browser = browser;
        this.socket = browser.newWebSocketBuilder()
                .header("Cookie", cookie)
                .header("Origin", pages.toString())
                .buildAsync(URI.create("ws://" + pages.getAuthority() + "/lab/terminals/1"), this)
                .join();
        await();
    }

    /** Types a line and waits for the next prompt. */
    void type(String line) throws IOException, InterruptedException {
        output.clear();
        byte[] bytes = ("\0" + line + "\r").getBytes(StandardCharsets.UTF_8);
        send(socket, ByteBuffer.wrap(bytes)).join();
        await();
    }

    /** Types Enter; how long until the next prompt is there, in nanoseconds. */
    long enter() throws IOException, InterruptedException {
        output.clear();
        long start = System.nanoTime();
        send(socket, ByteBuffer.wrap(new byte[] {0, '\r'})).join();
        await();
        return System.nanoTime() - start;
    }

    /** A socket takes one message at a time; what is shown is confirmed by another thread than the one that types. */
    private synchronized CompletableFuture<WebSocket> send(WebSocket to, ByteBuffer message) {
        sent = sent.thenCompose(ignored -> to.sendBinary(message, true));
        return sent;
    }

    private void await() throws IOException, InterruptedException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf("# ") < 0) {
            String text = output.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (text == null) {
                throw new IOException("no prompt came within a minute; so far: " + seen);
            }
            seen.append(text);
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        int size = data.remaining();
        output.add(StandardCharsets.UTF_8.decode(data).toString());
        // What is shown need not be remembered by the server.
        send(from, ByteBuffer.allocate(5).put(0, (byte) 2).putInt(1, size));
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        browser.shutdownNow();
    }
}
