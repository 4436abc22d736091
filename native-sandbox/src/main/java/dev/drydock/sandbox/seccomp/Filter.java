package dev.drydock.sandbox.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A finished filter program. */
public record Filter(List<Instruction> instructions) {
    private static final int KERNEL_LIMIT = 4096;

    public Filter {
        instructions = List.copyOf(instructions);
        if (instructions.size() > KERNEL_LIMIT) {
            throw new IllegalArgumentException("a filter has at most " + KERNEL_LIMIT + " instructions");
        }
    }

    /** The array of {@code struct sock_filter} that {@code seccomp(2)} takes, in the machine's byte order. */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.nativeOrder());
        for (Instruction instruction : instructions) {
            buffer.putShort((short) instruction.code())
                    .put((byte) instruction.whenTrue())
                    .put((byte) instruction.whenFalse())
                    .putInt(instruction.operand());
        }
        return buffer.array();
    }
}
