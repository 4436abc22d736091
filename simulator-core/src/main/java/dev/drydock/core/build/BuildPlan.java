package dev.drydock.core.build;

import dev.drydock.core.dockerfile.Dockerfile;
import dev.drydock.core.dockerfile.Expansion;
import dev.drydock.core.dockerfile.Instruction;
import dev.drydock.core.dockerfile.RunMount;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which stages of a Dockerfile are built, and what each needs.
 *
 * @param stages those that are needed for the target, in their order; the target is the last
 * @param steps how many there are in all
 */
record BuildPlan(List<Planned> stages, int steps) {
    private static final int STAGES = 200;

    BuildPlan {
        stages = List.copyOf(stages);
    }

    /**
     * A stage that is built.
     *
     * @param index its place in the Dockerfile, from 0
     * @param base what its {@code FROM} names, variables replaced
     * @param needs places of the stages that it is based on or copies from
     * @param firstStep number of its {@code FROM}, from 1
     */
    record Planned(
            int index,
            Dockerfile.Stage stage,
            String base,
            Optional<Integer> baseStage,
            Set<Integer> needs,
            int firstStep) {}

    static BuildPlan of(Dockerfile dockerfile, BuildArguments arguments, BuildRequest request) {
        List<Dockerfile.Stage> all = dockerfile.stages();
        if (all.size() > STAGES) {
            throw new InvalidParameter("a Dockerfile has at most " + STAGES + " stages");
        }
        int target = request.target().map(name -> target(name, all)).orElse(all.size() - 1);
        List<String> bases = new ArrayList<>();
        List<Set<Integer>> needs = new ArrayList<>();
        for (int i = 0; i <= target; i++) {
            Dockerfile.Stage stage = all.get(i);
            String base = Expansion.of(stage.from().image(), dockerfile.escape(), arguments::global);
            bases.add(base);
            needs.add(needs(i, base, all));
        }
        Set<Integer> wanted = closure(target, needs);
        List<Planned> planned = new ArrayList<>();
        int step = dockerfile.globals().size();
        for (int i : wanted) {
            Optional<Integer> baseStage = named(bases.get(i), i, all);
            planned.add(new Planned(i, all.get(i), bases.get(i), baseStage, needs.get(i), step + 1));
            step += 1 + all.get(i).lines().size();
        }
        return new BuildPlan(planned, step + request.labels().size());
    }

    private static int target(String name, List<Dockerfile.Stage> all) {
        return named(name, all.size(), all)
                .or(() -> number(name).filter(index -> index >= 0 && index < all.size()))
                .orElseThrow(() -> new InvalidParameter("failed to reach build target " + name + " in Dockerfile"));
    }

    /** An earlier stage by its name; the last one of several. */
    private static Optional<Integer> named(String name, int before, List<Dockerfile.Stage> all) {
        for (int i = before - 1; i >= 0; i--) {
            if (all.get(i).from().name().equals(Optional.of(name.toLowerCase(Locale.ROOT)))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Set<Integer> needs(int index, String base, List<Dockerfile.Stage> all) {
        Set<Integer> needs = new TreeSet<>();
        named(base, index, all).ifPresent(needs::add);
        all.get(index).lines().stream()
                .flatMap(line -> sources(line.instruction()))
                .forEach(source -> named(source, index, all)
                        .or(() -> number(source).filter(other -> other >= 0 && other < index))
                        .ifPresent(needs::add));
        return needs;
    }

    /** What an instruction takes files from, other than the context. */
    private static Stream<String> sources(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Copy copy -> copy.from().stream();
            case Instruction.Run run ->
                run.mounts().stream()
                        .flatMap(mount -> mount instanceof RunMount.Bind bind ? bind.from().stream() : Stream.empty());
            default -> Stream.empty();
        };
    }

    /**
     * The stage that {@code --from} means; empty when it is the name of an image.
     *
     * @param index place of the stage that asks
     */
    static Optional<Integer> source(String from, int index, List<Dockerfile.Stage> all) {
        Optional<Integer> named = named(from, index, all);
        Optional<Integer> number = named.isPresent() ? Optional.empty() : number(from);
        if (number.isPresent() && number.get() == index) {
            throw new InvalidParameter("invalid from flag value " + from + ": refers to current build stage");
        }
        if (number.isPresent() && (number.get() < 0 || number.get() > index)) {
            throw new InvalidParameter("invalid from flag value " + from + ": index out of bounds");
        }
        return named.or(() -> number);
    }

    private static Set<Integer> closure(int target, List<Set<Integer>> needs) {
        Set<Integer> wanted = new TreeSet<>();
        Set<Integer> next = new HashSet<>(Set.of(target));
        while (!next.isEmpty()) {
            wanted.addAll(next);
            Set<Integer> more = new HashSet<>();
            next.forEach(index -> more.addAll(needs.get(index)));
            more.removeAll(wanted);
            next = more;
        }
        return wanted;
    }
}
