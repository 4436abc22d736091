package dev.drydock.sandbox.seccomp;

import static dev.drydock.sandbox.seccomp.Instruction.AND;
import static dev.drydock.sandbox.seccomp.Instruction.JUMP;
import static dev.drydock.sandbox.seccomp.Instruction.JUMP_EQUAL;
import static dev.drydock.sandbox.seccomp.Instruction.JUMP_GREATER;
import static dev.drydock.sandbox.seccomp.Instruction.JUMP_GREATER_OR_EQUAL;
import static dev.drydock.sandbox.seccomp.Instruction.LOAD;
import static dev.drydock.sandbox.seccomp.Instruction.RETURN;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns rules into BPF: a binary search over ranges of call numbers with the same outcome. A linear list costs the kernel
 * five times as long to load, and each call a walk through it.
 */
final class FilterCompiler {
    private static final int OFFSET_NUMBER = 0;
    private static final int OFFSET_ARCHITECTURE = 4;
    private static final int OFFSET_ARGUMENTS = 16;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int RETURN_ALLOW = 0x7FFF0000;
    private static final int RETURN_ERRNO = 0x00050000;
    private static final int ENOSYS = 38;

    private final Architecture architecture;
    private final SyscallTable table;
    private final Action fallback;

    FilterCompiler(Architecture architecture, Action fallback) {
        this.architecture = architecture;
        this.table = SyscallTable.of(architecture);
        this.fallback = fallback;
    }

    Filter compile(List<Rule> rules) {
        List<Instruction> program = new ArrayList<>();
        program.add(Instruction.of(LOAD, OFFSET_ARCHITECTURE));
        program.add(new Instruction(JUMP_EQUAL, 1, 0, architecture.audit()));
        // Calls of another architecture (32-bit programs) have other numbers: none of them may pass.
        program.add(Instruction.of(RETURN, KILL_PROCESS));
        program.add(Instruction.of(LOAD, OFFSET_NUMBER));
        // Also the x32 calls, whose numbers have bit 30 set.
        program.add(new Instruction(JUMP_GREATER, 0, 1, table.highest()));
        program.add(Instruction.of(RETURN, code(new Action.Errno(ENOSYS))));
        program.addAll(search(ranges(rules)));
        return new Filter(program);
    }

    /** Neighbours with the same outcome are one range; numbers without a call belong to the fallback. */
    private List<Range> ranges(List<Rule> rules) {
        List<Range> ranges = new ArrayList<>();
        for (int number = 0; number <= table.highest(); number++) {
            Decision decision = decide(table.byNumber().get(number), rules);
            if (ranges.isEmpty() || !ranges.getLast().decision().equals(decision)) {
                ranges.add(new Range(number, decision));
            }
        }
        return ranges;
    }

    private Decision decide(@Nullable String name, List<Rule> rules) {
        List<Case> cases = new ArrayList<>();
        for (Rule rule : rules) {
            if (name != null && rule.names().contains(name)) {
                if (rule.conditions().isEmpty()) {
                    return new Decision(cases, rule.action());
                }
                cases.add(new Case(rule.conditions(), rule.action()));
            }
        }
        return new Decision(cases, fallback);
    }

    private static List<Instruction> search(List<Range> ranges) {
        if (ranges.size() == 1) {
            return ranges.getFirst().decision().instructions();
        }
        int middle = ranges.size() / 2;
        List<Instruction> below = search(ranges.subList(0, middle));
        int start = ranges.get(middle).first();
        List<Instruction> program = new ArrayList<>();
        if (below.size() <= 255) {
            program.add(new Instruction(JUMP_GREATER_OR_EQUAL, below.size(), 0, start));
        } else {
            program.add(new Instruction(JUMP_GREATER_OR_EQUAL, 0, 1, start));
            program.add(Instruction.of(JUMP, below.size()));
        }
        program.addAll(below);
        program.addAll(search(ranges.subList(middle, ranges.size())));
        return program;
    }

    private static int code(Action action) {
        return switch (action) {
            case Action.Allow _ -> RETURN_ALLOW;
            case Action.Kill _ -> KILL_PROCESS;
            case Action.Errno(int number) -> RETURN_ERRNO | number;
        };
    }

    /** The calls from this number on, until the next range. */
    private record Range(int first, Decision decision) {}

    /** One conditional rule for a call. */
    private record Case(List<Condition> conditions, Action action) {
        List<Instruction> instructions() {
            List<Instruction> program = new ArrayList<>();
            int left = conditions.stream().mapToInt(Case::length).sum() + 1;
            for (Condition condition : conditions) {
                left -= length(condition);
                program.add(Instruction.of(LOAD, OFFSET_ARGUMENTS + 8 * condition.argument()));
                if (condition.mask() != -1) {
                    program.add(Instruction.of(AND, condition.mask()));
                }
                boolean negated = condition.negated();
                program.add(new Instruction(JUMP_EQUAL, negated ? left : 0, negated ? 0 : left, condition.value()));
            }
            program.add(Instruction.of(RETURN, code(action)));
            return program;
        }

        private static int length(Condition condition) {
            return condition.mask() == -1 ? 2 : 3;
        }
    }

    /** What happens to a call: the first case that fits, or the rest. */
    private record Decision(List<Case> cases, Action otherwise) {
        List<Instruction> instructions() {
            List<Instruction> program = new ArrayList<>();
            cases.forEach(one -> program.addAll(one.instructions()));
            program.add(Instruction.of(RETURN, code(otherwise)));
            return program;
        }
    }
}
