package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.LabPort;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.libc.LibcSocket;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the server reach ports of a lab host, whose network leads nowhere: labd accepts at a socket of the server and connects
 * inside. The sockets lie where nobody in the lab can see them.
 */
final class PortDoors {
    /** As many as labd has at once (PROTOCOL.md, {@code VISIT}); of more, both forget the oldest. */
    private static final int MOST = 32;

    private static final int BACKLOG = 64;
    private final LabFiles files;
    private final LabdClient labd;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<LabPort, Path> open = new LinkedHashMap<>();

    PortDoors(LabFiles files, LabdClient labd) {
        this.files = files;
        this.labd = labd;
    }

    /** The socket that leads there, made when it is first asked for. */
    Path open(LabPort port) {
        lock.lock();
        try {
            Path known = open.get(port);
            if (known != null) {
                return known;
            }
            Path socket = files.visits().resolve(port.address().getHostAddress() + "-" + port.number());
            BlockingCalls.run(() -> make(port, socket));
            open.put(port, socket);
            if (open.size() > MOST) {
                open.pollFirstEntry();
            }
            return socket;
        } finally {
            lock.unlock();
        }
    }

    private Path make(LabPort port, Path socket) {
        try (Descriptor listening = new Descriptor(LibcSocket.socket())) {
            Files.createDirectories(files.visits());
            Files.setPosixFilePermissions(files.visits(), PosixFilePermissions.fromString("rwx------"));
            Files.deleteIfExists(socket);
            LibcSocket.listen(listening.number(), socket.toString(), BACKLOG);
            Fields fields =
                    new Fields().bytes(Tag.ADDRESS, port.address().getAddress()).number(Tag.PORT, port.number());
            labd.call(FrameType.VISIT, fields, List.of(listening));
            return socket;
        } catch (IOException | SyscallException e) {
            throw new SystemFailure("cannot reach port " + port.number() + " of the lab: " + e.getMessage(), e);
        } catch (LabdRefusal e) {
            throw new SystemFailure("cannot reach port " + port.number() + " of the lab: " + e.sentence(), e);
        }
    }
}
