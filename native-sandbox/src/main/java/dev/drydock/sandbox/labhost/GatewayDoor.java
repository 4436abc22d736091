package dev.drydock.sandbox.labhost;

import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.network.EgressServer;
import dev.drydock.sandbox.network.OutsideHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a lab host a gateway to what it may reach outside, and its own way to ask for names. */
final class GatewayDoor {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayDoor.class);
    private static final Duration IDLE = Duration.ofMinutes(10);

    private GatewayDoor() {}

    /** After the directory of sockets that the lab may reach was made. The server is the caller's to close. */
    static EgressServer open(LabFiles files, int uidBase, EgressNames names, OutsideHosts outside, LabdClient labd) {
        Path socket = files.egressSocket();
        EgressServer.Lab lab = new EgressServer.Lab(files.id().value(), names);
        EgressServer server = EgressServer.open(socket, lab, outside, IDLE);
        try (Descriptor directory = Descriptor.open(files.forwarded(), Libc.O_PATH | Libc.O_DIRECTORY)) {
            RegistryDoor.give(socket, uidBase);
            Fields fields = new Fields()
                    .text(Tag.NAME, socket.toFile().getName())
                    .bytes(Tag.GATEWAY, EgressNames.LAB_HOST.getAddress())
                    .bytes(Tag.ADDRESS, EgressNames.GATEWAY.getAddress())
                    .number(Tag.PREFIX, EgressNames.PREFIX);
            names.rules().ports().forEach(port -> fields.number(Tag.PORT, port));
            labd.call(FrameType.GATEWAY, fields, List.of(directory));
        } catch (IOException | SyscallException e) {
            server.close();
            throw new SystemFailure("cannot show " + socket + " to the lab: " + e.getMessage(), e);
        } catch (LabdRefusal e) {
            // Such as the labd of an older server: the lab does without until it is started anew.
            LOG.warn("the lab host {} reaches nothing outside: {}", files.id(), e.sentence());
        }
        return server;
    }
}
