package dev.drydock.web.preview;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;

/** A browser's connection that has become one to a service: bytes both ways, by two virtual threads, until one side ends. */
final class TunnelConnection extends AbstractConnection implements Connection.UpgradeTo {
    private static final int BUFFER = 16 << 10;

    private final SocketChannel service;
    private final ByteBuffer toBrowser;
    private final Runnable onEnd;
    private final AtomicBoolean hasEnded = new AtomicBoolean();
    private ByteBuffer toService = BufferUtil.EMPTY_BUFFER;

    /**
     * @param toBrowser what came from the service already
     * @param onEnd called once
     */
    TunnelConnection(EndPoint browser, SocketChannel service, ByteBuffer toBrowser, Runnable onEnd) {
        super(browser, task -> Thread.ofVirtual().name("preview").start(task));
        this.service = service;
        this.toBrowser = toBrowser;
        this.onEnd = onEnd;
    }

    @Override
    public void onUpgradeTo(ByteBuffer buffer) {
        toService = ByteBuffer.wrap(BufferUtil.toArray(buffer));
    }

    @Override
    public void onOpen() {
        super.onOpen();
        // Whoever keeps a WebSocket open is silent as long as nothing happens.
        getEndPoint().setIdleTimeout(0);
        getExecutor().execute(() -> carry(this::fromBrowser));
        getExecutor().execute(() -> carry(this::fromService));
    }

    @FunctionalInterface
    private interface Way {
        void run() throws IOException;
    }

    private void carry(Way way) {
        try {
            way.run();
        } catch (IOException e) {
            getEndPoint().close(e);
        } finally {
            end();
        }
    }

    private void fromBrowser() throws IOException {
        write(toService);
        ByteBuffer buffer = BufferUtil.allocate(BUFFER);
        while (true) {
            int count = getEndPoint().fill(buffer);
            if (count < 0) {
                return;
            }
            if (count == 0) {
                try (Blocker.Callback ready = Blocker.callback()) {
                    getEndPoint().fillInterested(ready);
                    ready.block();
                }
            }
            write(buffer);
            BufferUtil.clear(buffer);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            service.write(bytes);
        }
    }

    private void fromService() throws IOException {
        ByteBuffer buffer = toBrowser;
        do {
            try (Blocker.Callback written = Blocker.callback()) {
                getEndPoint().write(written, buffer);
                written.block();
            }
            buffer = ByteBuffer.allocate(BUFFER);
            if (service.read(buffer) < 0) {
                return;
            }
            buffer.flip();
        } while (true);
    }

    private void end() {
        if (hasEnded.compareAndSet(false, true)) {
            onEnd.run();
        }
        try {
            service.close();
        } catch (IOException e) {
            // It is of no use any more, whatever its end says.
        }
        getEndPoint().close();
    }

    @Override
    public void onFillable() {
        throw new IllegalStateException("the browser's side is read by a thread of its own");
    }
}
