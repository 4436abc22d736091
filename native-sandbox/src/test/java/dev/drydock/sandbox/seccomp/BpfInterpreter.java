package dev.drydock.sandbox.seccomp;

import java.util.List;

/** Runs a filter program as the kernel does, over a made-up system call. */
final class BpfInterpreter {
    private final List<Instruction> program;

    BpfInterpreter(Filter filter) {
        this.program = filter.instructions();
    }

    /** Answers the filter's return value. */
    int run(int architecture, int number, long... arguments) {
        int accumulator = 0;
        int position = 0;
        while (true) {
            Instruction instruction = program.get(position++);
            int operand = instruction.operand();
            switch (instruction.code()) {
                case Instruction.LOAD -> accumulator = load(operand, architecture, number, arguments);
                case Instruction.AND -> accumulator &= operand;
                case Instruction.JUMP -> position += operand;
                case Instruction.JUMP_EQUAL -> position += skip(instruction, accumulator == operand);
                case Instruction.JUMP_GREATER ->
                    position += skip(instruction, Integer.compareUnsigned(accumulator, operand) > 0);
                case Instruction.JUMP_GREATER_OR_EQUAL ->
                    position += skip(instruction, Integer.compareUnsigned(accumulator, operand) >= 0);
                case Instruction.RETURN -> {
                    return operand;
                }
                default -> throw new AssertionError("unknown instruction " + instruction);
            }
        }
    }

    private static int skip(Instruction instruction, boolean holds) {
        return holds ? instruction.whenTrue() : instruction.whenFalse();
    }

    private static int load(int offset, int architecture, int number, long... arguments) {
        return switch (offset) {
            case 0 -> number;
            case 4 -> architecture;
            default -> {
                int index = (offset - 16) / 8;
                long value = index < arguments.length ? arguments[index] : 0;
                yield (int) (offset % 8 == 0 ? value : value >>> 32);
            }
        };
    }
}
