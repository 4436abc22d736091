package dev.drydock.core.labhost;

import dev.drydock.core.error.EngineException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lab hosts with an end: not more than the rules say, none when the machine is nearly full, and those that nobody uses are
 * ended. Somebody uses one who has a terminal open, is connected to its engine, or is in it as a guest. The lab hosts of one
 * student are in use, and end, together.
 */
public final class AttendedLabHosts implements LabHosts {
    private static final Logger LOG = LoggerFactory.getLogger(AttendedLabHosts.class);

    private final LabHosts labs;
    private final LabRules rules;
    private final MachineRoom room;
    private final Function<LabId, Optional<Instant>> clients;
    private final InstantSource clock;
    /** By the student's first lab host. */
    private final Map<LabId, Attendance> attendances = new ConcurrentHashMap<>();

    private final Set<LabId> starting = new HashSet<>();

    /** @param clients when somebody was last connected to the engine of a lab host */
    public AttendedLabHosts(
            LabHosts labs,
            LabRules rules,
            MachineRoom room,
            Function<LabId, Optional<Instant>> clients,
            InstantSource clock) {
        this.labs = labs;
        this.rules = rules;
        this.room = room;
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public LabHost start(LabId id) {
        Attendance attendance = attendance(id);
        return attendance.locked(() -> {
            if (labs.find(id).isPresent()) {
                return attended(labs.start(id));
            }
            admit(id);
            try {
                return attended(labs.start(id));
            } finally {
                admitted(id);
            }
        });
    }

    private void admit(LabId id) {
        if (id.number() > rules.ofOneStudent()) {
            throw new NoRoom(
                    NoRoom.Reason.HOSTS,
                    "A student may have " + rules.ofOneStudent() + " lab hosts: remove one before you add another");
        }
        synchronized (starting) {
            Set<LabId> taken = new HashSet<>(starting);
            labs.list().forEach(lab -> taken.add(lab.id()));
            if (taken.size() >= rules.most()) {
                throw new NoRoom(
                        NoRoom.Reason.LABS,
                        "This server runs " + rules.most()
                                + " lab hosts, as many as it may: try again when one is free");
            }
            room.require();
            starting.add(id);
        }
    }

    private void admitted(LabId id) {
        synchronized (starting) {
            starting.remove(id);
        }
    }

    @Override
    public Optional<LabHost> find(LabId id) {
        return labs.find(id).map(this::attended);
    }

    @Override
    public boolean isMade(LabId id) {
        return labs.isMade(id);
    }

    @Override
    public List<LabHost> list() {
        return labs.list();
    }

    @Override
    public void stop(LabId id) {
        attendance(id).locked(() -> {
            labs.stop(id);
            return forget(id);
        });
    }

    @Override
    public void suspend(LabId id) {
        attendance(id).locked(() -> {
            labs.suspend(id);
            return forget(id);
        });
    }

    /** With a student's first lab host the others go, too. */
    @Override
    public void remove(LabId id) {
        attendance(id).locked(() -> {
            for (int number = 2; id.number() == 1 && number <= LabId.LAST; number++) {
                labs.remove(id.host(number));
            }
            labs.remove(id);
            return forget(id);
        });
    }

    /** Nobody is where nothing runs. */
    private boolean forget(LabId id) {
        boolean isLast = labs.list().stream().noneMatch(lab -> lab.id().first().equals(id.first()));
        return isLast && attendances.remove(id.first()) != null;
    }

    /**
     * Ends those that nobody has used for as long as the rules say. Their files are kept, and what runs in their containers
     * is run again when somebody comes back.
     */
    public void endIdle() {
        if (rules.idle().isZero()) {
            return;
        }
        Instant since = clock.instant().minus(rules.idle());
        Map<LabId, List<LabHost>> students = labs.list().stream()
                .collect(Collectors.groupingBy(lab -> lab.id().first()));
        students.forEach((first, hosts) -> {
            Attendance attendance = attendance(first);
            attendance.ifFree(() -> endIfAbandoned(hosts, attendance, since));
        });
    }

    /** Those that cannot be asked or ended now must not keep the others from it. */
    private void endIfAbandoned(List<LabHost> hosts, Attendance attendance, Instant since) {
        try {
            if (attendance.isAbandonedSince(since) && hosts.stream().noneMatch(lab -> isUsed(lab, since))) {
                for (LabHost lab : hosts) {
                    LOG.info("nobody has used the lab host {} for {}: its files are kept", lab.id(), rules.idle());
                    labs.suspend(lab.id());
                }
            }
        } catch (EngineException e) {
            LOG.warn(
                    "the lab hosts of {} are not ended now: {}",
                    hosts.getFirst().id().first(),
                    e.getMessage());
        }
    }

    private boolean isUsed(LabHost lab, Instant since) {
        boolean hasClients =
                clients.apply(lab.id()).filter(last -> !last.isBefore(since)).isPresent();
        return hasClients || lab.hasGuests();
    }

    private LabHost attended(LabHost lab) {
        return new AttendedLabHost(lab, attendance(lab.id()));
    }

    private Attendance attendance(LabId id) {
        return attendances.computeIfAbsent(id.first(), _ -> new Attendance(clock));
    }
}
