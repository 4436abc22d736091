package dev.drydock.sandbox.labd;

/** Kinds of frames and their numbers on the wire. */
public enum FrameType {
    OK(1),
    ERROR(2),
    HELLO(16),
    SETUP(17),
    MOUNT(18),
    BRIDGE(19),
    BRIDGE_REMOVE(20),
    FORWARD(21),
    NETWORK(22),
    NAMES(23),
    PUBLISH(24),
    UPLINK(25),
    SWITCH(26),
    HOST_NAMES(27),
    PARENT(28),
    PARENT_REMOVE(29),
    DEVICE(30),
    GATEWAY(31),
    OPEN(32),
    START(33),
    EXEC(34),
    SPAWN(35),
    SIGNAL(36),
    RESIZE(37),
    STATE(38),
    CLOSE(39),
    LIST(40),
    ATTACH(48),
    WATCH(49),
    SHUTDOWN(50),
    OUTPUT(64),
    CAUGHT_UP(65),
    ENDED(66),
    SKIPPED(67),
    LOST(68),
    INPUT(80),
    INPUT_END(81),
    EXITED(96);

    private final int number;

    FrameType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
