package dev.drydock.sandbox.labhost;

import dev.drydock.core.engine.NameService;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.network.NameServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the containers of a lab ask its engine for names: labd carries what they ask to a socket of the server. */
final class NameDoor {
    private static final Logger LOG = LoggerFactory.getLogger(NameDoor.class);

    private NameDoor() {}

    /** After the directory of sockets that the lab may reach was made. The server is the caller's to close. */
    static NameServer open(LabFiles files, int uidBase, NameService names, LabdClient labd) {
        Path socket = files.namesSocket();
        NameServer server = NameServer.open(socket, names);
        try (Descriptor directory = Descriptor.open(files.forwarded(), Libc.O_PATH | Libc.O_DIRECTORY)) {
            RegistryDoor.give(socket, uidBase);
            labd.call(
                    FrameType.NAMES, new Fields().text(Tag.NAME, socket.toFile().getName()), List.of(directory));
        } catch (IOException | SyscallException e) {
            server.close();
            throw new SystemFailure("cannot show " + socket + " to the lab: " + e.getMessage(), e);
        } catch (LabdRefusal e) {
            // Such as the labd of an older server: the lab does without until it is started anew.
            LOG.warn("containers of the lab host {} find no names: {}", files.id(), e.sentence());
        }
        return server;
    }
}
