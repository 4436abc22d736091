package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.core.labhost.LabId;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.Descriptors;
import dev.drydock.sandbox.linux.NetworkNamespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network between the lab hosts of one student: a switch in a network namespace of its own, to which each is wired with
 * a device {@code eth0}. It is made with the second lab host and goes with the last, because their labds are who holds it;
 * that of another student is another one, and no way leads from one to the other.
 */
final class HostNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(HostNetwork.class);
    private static final String DEVICE = "eth0";
    private static final int PREFIX = 24;
    private static final int LOCKS = 64;

    private final Path programs;
    /** What is done with one student's network is done one after another; some students share a lock. */
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    /** @param programs where labd is unpacked */
    HostNetwork(Path programs) {
        this.programs = programs;
    }

    /**
     * A lab host that runs.
     *
     * @param pid the machine's number of its labd
     */
    record Member(LabId id, long pid, LabdClient labd) {
        byte[] address() {
            return HostAddresses.of(id).address().getAddress();
        }
    }

    /**
     * Joins the lab hosts of a student that are not joined yet, and tells each the names of all. One alone stays as it is.
     *
     * @param running those that run; who has ended meanwhile is left out
     * @param all that the student has
     */
    void join(List<Member> running, List<LabId> all) {
        List<Member> members =
                running.stream().filter(member -> member.labd().isAlive()).toList();
        if (members.isEmpty()) {
            return;
        }
        ReentrantLock lock =
                locks.get(Math.floorMod(members.getFirst().id().first().hashCode(), LOCKS));
        lock.lock();
        try {
            if (wireAll(members)) {
                String lines = all.stream()
                        .map(id -> HostAddresses.text(id) + "\t" + id.name() + "\n")
                        .collect(Collectors.joining());
                members.forEach(member -> tellNames(member, lines));
            }
        } catch (SyscallException e) {
            throw new SystemFailure("cannot join lab hosts: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether there is a switch. */
    private boolean wireAll(List<Member> members) {
        try (Descriptors open = new Descriptors()) {
            List<Member> loose = new ArrayList<>();
            Optional<Descriptor> held = Optional.empty();
            for (Member member : members) {
                Optional<Descriptor> own = held(member, open);
                if (own.isEmpty()) {
                    loose.add(member);
                }
                held = held.or(() -> own);
            }
            if (held.isEmpty() && members.size() == 1) {
                return false;
            }
            Descriptor inside = held.orElseGet(() -> open.add(NetworkNamespace.create()));
            loose.forEach(member -> wire(member, inside));
            return true;
        }
    }

    /** The switch that a lab host is wired to. */
    private static Optional<Descriptor> held(Member member, Descriptors open) {
        try {
            member.labd().call(FrameType.SWITCH, new Fields(), List.of(), open);
            return open.list().isEmpty()
                    ? Optional.empty()
                    : Optional.of(open.list().getLast());
        } catch (LabdRefusal e) {
            // ENOSYS is what the labd of an older server says.
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOSYS) {
                return Optional.empty();
            }
            throw refused(member, e);
        }
    }

    private void wire(Member member, Descriptor inside) {
        LabdProgram.unpack(programs).wire(inside, member.pid(), member.id().name(), DEVICE);
        Fields fields = new Fields()
                .text(Tag.NAME, DEVICE)
                .bytes(Tag.ADDRESS, member.address())
                .number(Tag.PREFIX, PREFIX);
        try {
            member.labd().call(FrameType.UPLINK, fields, List.of(inside));
        } catch (LabdRefusal e) {
            throw refused(member, e);
        }
    }

    private static SystemFailure refused(Member member, LabdRefusal e) {
        return new SystemFailure("cannot join the lab host " + member.id() + " with the others: " + e.sentence(), e);
    }

    private static void tellNames(Member member, String lines) {
        try {
            member.labd()
                    .call(
                            FrameType.HOST_NAMES,
                            new Fields().text(Tag.NAME, HostAddresses.BEGINNING).text(Tag.HOSTS, lines));
        } catch (LabdRefusal e) {
            // Its student may have put anything there.
            LOG.info("the lab host {} does not learn the others' names: {}", member.id(), e.sentence());
        } catch (Unavailable e) {
            LOG.info("the lab host {} has ended meanwhile: {}", member.id(), e.getMessage());
        }
    }
}
