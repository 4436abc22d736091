package dev.drydock.core.labhost;

/** Port: whether the machine can take one more lab host. */
public interface MachineRoom {
    /** A machine without an end. */
    MachineRoom UNLIMITED = () -> {};

    /** @throws NoRoom when its disk or memory is nearly used up */
    void require();
}
