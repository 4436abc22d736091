package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.RegistryEndpoint;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a lab host and its containers reach the registry over TCP, though the lab's network leads nowhere: an address in it
 * is forwarded to the lab's own socket of the registry.
 */
final class RegistryDoor {
    /** Link-local, so that no network that a student makes has it; containers reach it through their gateway. */
    static final String ADDRESS = "169.254.99.1";

    private static final byte[] ADDRESS_BYTES = {(byte) 169, (byte) 254, 99, 1};
    private static final Logger LOG = LoggerFactory.getLogger(RegistryDoor.class);

    private final RegistryEndpoint registry;
    private final LabdClient labd;

    RegistryDoor(RegistryEndpoint registry, LabdClient labd) {
        this.registry = registry;
        this.labd = labd;
    }

    /** The socket is a new file at each start of the server; whoever connects to the address looks it up anew. */
    void open(LabFiles files, int uidBase) {
        Path socket = files.registrySocket();
        try {
            Files.createDirectories(files.forwarded());
            Files.setPosixFilePermissions(files.forwarded(), PosixFilePermissions.fromString("r-x------"));
            give(files.forwarded(), uidBase);
            registry.open(files.id(), socket);
            give(socket, uidBase);
            try (Descriptor directory = Descriptor.open(files.forwarded(), Libc.O_PATH | Libc.O_DIRECTORY)) {
                forward(files, directory);
            }
        } catch (IOException | SyscallException e) {
            throw new SystemFailure("cannot show " + socket + " to the lab: " + e.getMessage(), e);
        }
    }

    static void give(Path file, int uidBase) throws IOException {
        Files.setAttribute(file, "unix:uid", uidBase, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", uidBase, LinkOption.NOFOLLOW_LINKS);
    }

    private void forward(LabFiles files, Descriptor directory) {
        Fields fields = new Fields()
                .bytes(Tag.ADDRESS, ADDRESS_BYTES)
                .number(Tag.PORT, RegistryEndpoint.PORT)
                .text(Tag.NAME, files.registrySocket().toFile().getName());
        try {
            labd.call(FrameType.FORWARD, fields, List.of(directory));
        } catch (LabdRefusal e) {
            // Such as the labd of an older server: the lab does without until it is started anew.
            LOG.warn("the lab host {} does not reach the registry: {}", files.id(), e.sentence());
        }
    }
}
