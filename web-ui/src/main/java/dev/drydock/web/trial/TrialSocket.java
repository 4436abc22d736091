package dev.drydock.web.trial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One end of a WebSocket as a page has it: keeps what it gets, and lets others wait for more. */
final class TrialSocket implements WebSocket.Listener, AutoCloseable {
    private static final byte SHOWN = 2;
    /** As a page does: more messages than a few are too many for the server. */
    private static final int SHOWN_STEP = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private CompletableFuture<@Nullable WebSocket> sending = CompletableFuture.completedFuture(null);
    private int shown;
    private @Nullable String end;
    private @Nullable WebSocket socket;

    private TrialSocket() {}

    /** What has come so far. */
    record Received(String output, List<String> texts) {}

    static TrialSocket connect(HttpClient browser, URI address, String origin, String cookie) {
        TrialSocket client = new TrialSocket();
        client.socket = browser.newWebSocketBuilder()
                .header("Origin", origin)
                .header("Cookie", cookie)
                .buildAsync(address, client)
                .join();
        return client;
    }

    /** @throws UncheckedIOException when the server has closed the connection; it says why */
    void send(byte kind, byte[] content) {
        if (socket != null) {
            await(send(socket, kind, content));
        }
    }

    private void await(CompletableFuture<?> sent) {
        try {
            sent.join();
        } catch (CompletionException e) {
            throw new UncheckedIOException(new IOException("the connection was closed: " + end, e));
        }
    }

    /** Sends a text as a page does. */
    void send(String text) {
        WebSocket to = socket;
        if (to != null) {
            lock.lock();
            try {
                sending = sending.thenCompose(_ -> to.sendText(text, true));
            } finally {
                lock.unlock();
            }
            await(sending);
        }
    }

    /** One after another: a WebSocket refuses to send while it still sends. */
    private CompletableFuture<@Nullable WebSocket> send(WebSocket to, byte kind, byte[] content) {
        ByteBuffer frame =
                ByteBuffer.allocate(content.length + 1).put(kind).put(content).flip();
        lock.lock();
        try {
            sending = sending.thenCompose(_ -> to.sendBinary(frame, true));
            return sending;
        } finally {
            lock.unlock();
        }
    }

    Received received() {
        lock.lock();
        try {
            return new Received(bytes.toString(StandardCharsets.UTF_8), List.copyOf(texts));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what has come is as wanted; false when it is not within the time, or will never be. */
    boolean await(Predicate<Received> wanted, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!wanted.test(received())) {
                if (left <= 0 || end != null) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] content = new byte[data.remaining()];
        data.get(content);
        change(() -> bytes.writeBytes(content));
        shown += content.length;
        if (shown < SHOWN_STEP) {
            from.request(1);
            return null;
        }
        byte[] told = ByteBuffer.allocate(Integer.BYTES).putInt(shown).array();
        shown = 0;
        return send(from, SHOWN, told).thenRun(() -> from.request(1));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            String text = part.toString();
            part.setLength(0);
            change(() -> texts.add(text));
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        change(() -> end = status + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        change(() -> end = String.valueOf(error.getMessage()));
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
