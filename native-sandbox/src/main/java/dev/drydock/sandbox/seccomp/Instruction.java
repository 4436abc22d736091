package dev.drydock.sandbox.seccomp;

/**
 * One instruction of classic BPF: {@code struct sock_filter}.
 *
 * @param whenTrue instructions to skip when the comparison holds
 * @param whenFalse instructions to skip otherwise
 */
record Instruction(int code, int whenTrue, int whenFalse, int operand) {
    static final int LOAD = 0x20;
    static final int AND = 0x54;
    static final int JUMP = 0x05;
    static final int JUMP_EQUAL = 0x15;
    static final int JUMP_GREATER = 0x25;
    static final int JUMP_GREATER_OR_EQUAL = 0x35;
    static final int RETURN = 0x06;

    Instruction {
        if (whenTrue < 0 || whenTrue > 255 || whenFalse < 0 || whenFalse > 255) {
            throw new IllegalArgumentException("a conditional jump skips at most 255 instructions");
        }
    }

    static Instruction of(int code, int operand) {
        return new Instruction(code, 0, 0, operand);
    }
}
