package dev.drydock.lessons.check;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What checks may ask of how an object was made, or of what became of it; named as in lesson files and message keys. */
public enum Property {
    MEMORY(Kind.BYTES),
    CPUS(Kind.CPUS),
    PIDS_LIMIT(Kind.NUMBER),
    /** How often a container was started again by its policy. */
    RESTARTS(Kind.NUMBER),
    SIZE(Kind.BYTES),
    RESTART(Kind.TEXT),
    USER(Kind.TEXT),
    ENV(Kind.TEXTS),
    LABEL(Kind.TEXTS),
    NETWORK(Kind.TEXTS),
    ALIAS(Kind.TEXTS),
    PUBLISH(Kind.TEXTS),
    HOSTNAME(Kind.TEXT),
    WORKDIR(Kind.TEXT),
    ENTRYPOINT(Kind.TEXT),
    CMD(Kind.TEXT),
    EXPOSE(Kind.TEXTS),
    VOLUME(Kind.TEXTS),
    STOP_SIGNAL(Kind.TEXT),
    SHELL(Kind.TEXT),
    ONBUILD(Kind.TEXTS),
    HEALTHCHECK(Kind.TEXT),
    AUTHOR(Kind.TEXT),
    DRIVER(Kind.TEXT),
    SUBNET(Kind.TEXT),
    INIT(Kind.FLAG),
    READ_ONLY(Kind.FLAG),
    OOM_KILLED(Kind.FLAG),
    INTERNAL(Kind.FLAG),
    ANONYMOUS(Kind.FLAG);

    /** What values it has. */
    public enum Kind {
        NUMBER,
        BYTES,
        CPUS,
        /** One text, perhaps an empty one. */
        TEXT,
        /** Any number of texts, of which one must fit. */
        TEXTS,
        FLAG
    }

    public static final Set<Property> OF_CONTAINERS = Set.copyOf(EnumSet.of(
            MEMORY,
            CPUS,
            PIDS_LIMIT,
            RESTARTS,
            RESTART,
            USER,
            ENV,
            LABEL,
            NETWORK,
            ALIAS,
            PUBLISH,
            HOSTNAME,
            WORKDIR,
            INIT,
            READ_ONLY,
            OOM_KILLED));
    public static final Set<Property> OF_IMAGES = Set.copyOf(EnumSet.of(
            SIZE,
            USER,
            ENV,
            LABEL,
            WORKDIR,
            ENTRYPOINT,
            CMD,
            EXPOSE,
            VOLUME,
            STOP_SIGNAL,
            SHELL,
            ONBUILD,
            HEALTHCHECK,
            AUTHOR));
    public static final Set<Property> OF_NETWORKS = Set.copyOf(EnumSet.of(DRIVER, SUBNET, LABEL, INTERNAL));
    public static final Set<Property> OF_VOLUMES = Set.copyOf(EnumSet.of(LABEL, ANONYMOUS));

    private final Kind kind;

    Property(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** As lesson files have it, such as {@code pids-limit}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
