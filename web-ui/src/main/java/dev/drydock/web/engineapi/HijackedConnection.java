package dev.drydock.web.engineapi;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.BufferUtil;

/** What a connection becomes after {@code 101 UPGRADED}: plain bytes both ways, carried by an {@link AttachSession}. */
final class HijackedConnection extends AbstractConnection implements Connection.UpgradeTo {
    private static final Executor PER_SESSION =
            task -> Thread.ofVirtual().name("attach").start(task);

    private final AttachSession session;

    HijackedConnection(LabEndPoint endPoint, AttachSession session) {
        super(endPoint, PER_SESSION);
        this.session = session;
    }

    @Override
    public void onUpgradeTo(ByteBuffer buffer) {
        // The client need not wait for the answer before it sends input.
        session.received(ByteBuffer.wrap(BufferUtil.toArray(buffer)));
    }

    @Override
    public void onOpen() {
        super.onOpen();
        getExecutor().execute(session);
    }

    @Override
    public void onFillable() {
        throw new IllegalStateException("the session reads by itself");
    }
}
