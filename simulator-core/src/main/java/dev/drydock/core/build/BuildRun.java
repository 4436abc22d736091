package dev.drydock.core.build;

import dev.drydock.core.dockerfile.ConfigInstruction;
import dev.drydock.core.dockerfile.Dockerfile;
import dev.drydock.core.dockerfile.Expansion;
import dev.drydock.core.dockerfile.Instruction;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Builds the stages of one Dockerfile, those that do not need each other at once. */
final class BuildRun {
    private static final int AT_ONCE = 4;

    private final BuildJob job;
    private final BuildListener listener;
    private final BuildPlan plan;
    private final Map<Integer, CompletableFuture<StageResult>> results = new ConcurrentHashMap<>();

    BuildRun(BuildJob job, BuildListener listener) {
        this.job = job;
        this.listener = listener;
        declareGlobals();
        this.plan = BuildPlan.of(job.dockerfile(), job.arguments(), job.request());
    }

    private void declareGlobals() {
        for (Dockerfile.Line line : job.dockerfile().globals()) {
            if (line.instruction() instanceof Instruction.Arg(List<Instruction.Arg.Declaration> declarations)) {
                declarations.forEach(declaration -> job.arguments()
                        .declare(expand(declaration.name()), declaration.value().map(this::expand)));
            }
        }
    }

    private String expand(String word) {
        return Expansion.of(word, job.dockerfile().escape(), job.arguments()::global);
    }

    ImageId run() throws IOException {
        int number = 0;
        for (Dockerfile.Line line : job.dockerfile().globals()) {
            listener.on(new BuildEvent.StepStarted(++number, plan.steps(), line.number(), line.text()));
        }
        Map<BuildPlan.Planned, StageOutput> outputs = new LinkedHashMap<>();
        // Earlier stages come first: one that waits for another never keeps that from being begun.
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(AT_ONCE, plan.stages().size()),
                Thread.ofPlatform().daemon().name("build-", 0).factory());
        try {
            for (BuildPlan.Planned planned : plan.stages()) {
                StageOutput output = new StageOutput(listener);
                outputs.put(planned, output);
                results.put(planned.index(), CompletableFuture.supplyAsync(() -> stage(planned, output), threads));
            }
            return collect(outputs);
        } finally {
            threads.close();
        }
    }

    /** Lets the stages tell what they do, in their order; the first that fails ends the others. */
    private ImageId collect(Map<BuildPlan.Planned, StageOutput> outputs) throws IOException {
        Optional<StageResult> last = Optional.empty();
        boolean done = false;
        try {
            for (Map.Entry<BuildPlan.Planned, StageOutput> stage : outputs.entrySet()) {
                stage.getValue().takeTurn();
                last = Optional.of(result(stage.getKey().index()));
            }
            done = true;
        } finally {
            if (!done) {
                job.cancellation().cancel();
                outputs.values().forEach(StageOutput::drop);
            }
        }
        return last.flatMap(StageResult::image)
                .map(Image::id)
                .orElseThrow(() ->
                        new EngineException.InvalidParameter("No image was generated. Is your Dockerfile empty?"));
    }

    private StageResult result(int index) throws IOException {
        try {
            return Objects.requireNonNull(results.get(index)).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case CompletionException inner when inner.getCause() instanceof RuntimeException known -> throw known;
                case UncheckedIOException io -> throw io.getCause();
                case RuntimeException known -> throw known;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("a stage cannot throw this", e);
            }
        } catch (CancellationException e) {
            throw new EngineException.Unavailable("context canceled");
        }
    }

    private StageResult stage(BuildPlan.Planned planned, StageOutput output) {
        StageBuild build = new StageBuild(job, new StageSources(job, planned.index(), results, output), output);
        int number = planned.firstStep();
        try {
            Dockerfile.Stage stage = planned.stage();
            output.on(new BuildEvent.StepStarted(number, plan.steps(), stage.number(), stage.text()));
            build.from(build.sources().base(planned));
            output.on(new BuildEvent.StepDone(build.imageId(), 0));
            for (Dockerfile.Line line : lines(planned)) {
                output.on(new BuildEvent.StepStarted(++number, plan.steps(), line.number(), line.text()));
                build.perform(line);
                output.on(new BuildEvent.StepDone(build.imageId(), build.added()));
            }
            return build.state();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The target gets the labels that the client gives, each by an instruction of its own. */
    private List<Dockerfile.Line> lines(BuildPlan.Planned planned) {
        Map<String, String> labels = new TreeMap<>(job.request().labels());
        if (labels.isEmpty() || !planned.equals(plan.stages().getLast())) {
            return planned.stage().lines();
        }
        List<Dockerfile.Line> lines = new ArrayList<>(planned.stage().lines());
        labels.forEach((name, value) -> lines.add(new Dockerfile.Line(
                0,
                "LABEL " + name + "=" + value,
                new ConfigInstruction.Label(List.of(new Instruction.Pair(literal(name), literal(value)))))));
        return lines;
    }

    /** Text in which no variable counts: single quotes, and what they cannot hold in double ones. */
    private static String literal(String text) {
        return "'" + text.replace("'", "'\"'\"'") + "'";
    }
}
