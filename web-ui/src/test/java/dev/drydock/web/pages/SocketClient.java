package dev.drydock.web.pages;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One end of a WebSocket that keeps what it gets. */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    /** Connects as a page of this origin would. */
    public static SocketClient connect(HttpClient browser, URI address, String origin) {
        SocketClient client = new SocketClient();
        client.socket = browser.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(address, client)
                .join();
        return client;
    }

    public void send(ByteBuffer frame) {
        require().sendBinary(frame, true).join();
    }

    public void send(String text) {
        require().sendText(text, true).join();
    }

    /** Types into a terminal. */
    public void type(String keys) {
        byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(bytes.length + 1);
        send(frame.put((byte) 0).put(bytes).flip());
    }

    public void awaitOutput(String text) {
        await().until(this::output, shown -> shown.contains(text));
    }

    public String output() {
        return String.join("", output);
    }

    public List<String> texts() {
        return texts;
    }

    public String awaitText(Predicate<String> wanted) {
        await().until(() -> texts.stream().anyMatch(wanted));
        return texts.stream().filter(wanted).findFirst().orElseThrow();
    }

    public int awaitClose() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private WebSocket require() {
        if (socket == null) {
            throw new IllegalStateException("not connected");
        }
        return socket;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        output.add(StandardCharsets.UTF_8.decode(data).toString());
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            texts.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        require().abort();
    }
}
