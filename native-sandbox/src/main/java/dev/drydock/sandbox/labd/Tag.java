package dev.drydock.sandbox.labd;

/** Kinds of fields and their numbers on the wire. */
public enum Tag {
    VERSION(1),
    PID(2),
    STARTED(3),
    ERRNO(4),
    STAGE(5),
    STATUS(6),
    TIME(7),
    STATE(8),
    END(9),
    ID(16),
    ARGUMENT(17),
    ENVIRONMENT(18),
    DIRECTORY(19),
    USER(20),
    GROUP(21),
    FLAGS(22),
    ROWS(23),
    COLUMNS(24),
    CAPABILITIES(25),
    SECCOMP(26),
    RLIMIT(27),
    HOSTNAME(32),
    DOMAIN(33),
    TARGET(34),
    MASK(35),
    READONLY(36),
    CONTAINER_FLAGS(37),
    HOSTS(38),
    CGROUPS(39),
    PIDS_MAX(40),
    RESOLV(41),
    SHM_SIZE(42),
    SYSCTL(43),
    TMPFS(44),
    MOUNT_ATTRIBUTES(45),
    MOUNT_OPTION(46),
    AFTER(47),
    JOIN(48),
    ENDPOINT(49),
    BRIDGE_NAME(50),
    DEVICE(51),
    ADDRESS(52),
    PREFIX(53),
    GATEWAY(54),
    MAC(55),
    HOST_DEVICE(56),
    NAME(57),
    JOIN_IPC(58),
    JOIN_PID(59),
    PORT(60),
    REMOVED(61),
    DEFAULT_ROUTE(62),
    MTU(63),
    CAP(64),
    SIGNO(65),
    CONTAINER(66),
    OOM(67),
    PUBLISHED(68),
    TARGET_PORT(69),
    VNI(70),
    PEER(71),
    KIND(72),
    MODE(73),
    ADDRESS6(74),
    PREFIX6(75),
    GATEWAY6(76),
    DEFAULT_ROUTE6(77);

    private final int number;

    Tag(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
