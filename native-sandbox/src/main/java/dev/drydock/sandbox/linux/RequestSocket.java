package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.LibcSocket;
import dev.drydock.sandbox.libc.SyscallException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A connected unix stream socket that can carry descriptors. For platform threads only: its calls block. */
public final class RequestSocket implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 60;

    private final Descriptor socket;

    private RequestSocket(Descriptor socket) {
        this.socket = socket;
    }

    public static RequestSocket connect(Path path) {
        Descriptor socket = new Descriptor(LibcSocket.socket());
        try {
            LibcSocket.setTimeout(socket.number(), TIMEOUT_SECONDS);
            LibcSocket.connect(socket.number(), path.toString());
            return new RequestSocket(socket);
        } catch (SyscallException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends everything; the other side gets copies of the descriptors with the first byte. */
    public void send(byte[] data, List<Descriptor> descriptors) {
        LibcSocket.sendAll(
                socket.number(),
                data,
                descriptors.stream().map(Descriptor::number).toList());
    }

    /** Waits for exactly so many bytes; fewer when the other side closed. Descriptors that come along are closed. */
    public byte[] receive(int length) {
        try (Descriptors unwanted = new Descriptors()) {
            return receive(length, unwanted);
        }
    }

    /** The same; descriptors that come along are added to these. */
    public byte[] receive(int length, Descriptors received) {
        List<Integer> numbers = new ArrayList<>();
        try {
            return LibcSocket.receive(socket.number(), length, numbers);
        } finally {
            numbers.forEach(number -> received.add(new Descriptor(number)));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
