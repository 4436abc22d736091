package dev.drydock.lessons.check;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.FileType;
import dev.drydock.core.container.FileView;
import dev.drydock.lessons.check.Check.Fact;
import dev.drydock.lessons.check.Check.OfAnswer;
import dev.drydock.lessons.check.Check.OfCommand;
import dev.drydock.lessons.check.Check.OfFile;
import dev.drydock.lessons.check.Check.OfInside;
import dev.drydock.lessons.check.Check.OfProcess;
import dev.drydock.lessons.check.Check.OfRegistry;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Judges what was seen in a lab host. */
final class InsideEvaluation {
    private static final int PERMISSIONS = 8;

    private final Snapshot snapshot;

    InsideEvaluation(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Outcome evaluate(OfInside check) {
        Optional<Sight> sight = snapshot.sights().find(check.look());
        if (sight.isEmpty()) {
            return new NotYet(Reason.of("look.pending"));
        }
        return switch (sight.get()) {
            case Sight.NoContainer _ -> new NotYet(noContainer(check.look()));
            case Sight.Failed(String sentence) -> new NotYet(Reason.of("look.failed", Sentences.shortened(sentence)));
            case Sight.OfFile(Optional<FileView> file) -> file((OfFile) check, file);
            case Sight.OfProcesses(List<ContainerProcess> processes) -> processes((OfProcess) check, processes);
            case Sight.OfCommand seen -> command((OfCommand) check, seen);
            case Sight.OfAnswer seen -> answer((OfAnswer) check, seen);
            case Sight.NoAnswer(boolean isRefused) ->
                new NotYet(Reason.of(
                        isRefused ? "answer.refused" : "answer.silent",
                        ((OfAnswer) check).look().place()));
            case Sight.OfRepository seen -> registry((OfRegistry) check, seen);
        };
    }

    /** Whether it was not looked at, or in vain. */
    static boolean isUnknown(Fact fact, Snapshot snapshot) {
        return fact instanceof OfInside inside
                && snapshot.sights()
                        .find(inside.look())
                        .filter(sight -> !(sight instanceof Sight.Failed))
                        .isEmpty();
    }

    /** What to say when a check holds and must not. */
    static Reason present(OfInside check) {
        return switch (check) {
            case OfFile file -> Reason.of("present.file", file.look().place());
            case OfProcess process ->
                Reason.of(
                        "present.process",
                        process.arguments().map(TextPattern::glob).orElse("*"));
            case OfCommand command ->
                Reason.of("present.command", Sentences.shortened(command.look().line()));
            case OfAnswer answer -> Reason.of("present.answer", answer.look().place());
            case OfRegistry registry -> Reason.of("present.registry", name(registry));
        };
    }

    private Reason noContainer(Look look) {
        Optional<String> name = switch (look) {
            case Look.AtFile file -> file.container();
            case Look.AtProcesses processes -> processes.container();
            case Look.AtCommand _, Look.AtPort _, Look.AtRepository _ -> Optional.empty();
        };
        return name.flatMap(this::container)
                .map(container -> Sentences.state(container).then(Reason.of("wanted.state.running")))
                .orElseGet(() -> Reason.of("container.none.named", name.orElse("")));
    }

    private Optional<Container> container(String name) {
        return snapshot.containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst();
    }

    private static Outcome outcome(Optional<Reason> failure, Optional<Instant> since) {
        return failure.<Outcome>map(NotYet::new).orElseGet(() -> new Met(since));
    }

    private Outcome file(OfFile check, Optional<FileView> file) {
        String place = check.look().place();
        if (check.isAbsent()) {
            return outcome(file.map(_ -> Reason.of("present.file", place)), Optional.empty());
        }
        if (file.isEmpty()) {
            return new NotYet(Reason.of("file.none", place));
        }
        FileView view = file.get();
        // Its content has a time. Whoever sets that back only makes the next step begin sooner.
        return outcome(fileFailure(check, place, view), Optional.of(view.stat().modified()));
    }

    private static Optional<Reason> fileFailure(OfFile check, String place, FileView view) {
        FileType type = check.text().isPresent()
                ? FileType.REGULAR
                : check.type().orElse(view.stat().type());
        String mode = Integer.toString(view.stat().permissions(), PERMISSIONS);
        String user = Integer.toString(view.stat().uid());
        String both = user + ":" + view.stat().gid();
        return first(List.of(
                () -> when(view.stat().type() != type, "file.type." + word(type), place),
                () -> check.text()
                        .filter(pattern ->
                                !view.isWhole() || !pattern.matches(view.head().stripTrailing()))
                        .map(pattern -> text(place, view).then(Reason.of("wanted.like", pattern.glob()))),
                () -> check.mode()
                        .filter(wanted -> wanted != view.stat().permissions())
                        .map(wanted -> Reason.of("file.mode", place, mode)
                                .then(Reason.of("wanted.like", Integer.toString(wanted, PERMISSIONS)))),
                () -> check.owner()
                        .filter(pattern -> !pattern.matches(user) && !pattern.matches(both))
                        .map(pattern ->
                                Reason.of("file.owner", place, both).then(Reason.of("wanted.like", pattern.glob()))),
                () -> check.size()
                        .filter(test -> !test.accepts(view.stat().size()))
                        .map(test -> Reason.of(
                                        "file.size",
                                        place,
                                        Unit.BYTES.text(view.stat().size()))
                                .then(Sentences.value(test)))));
    }

    private static String word(FileType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static Reason text(String place, FileView view) {
        if (view.stat().size() == 0) {
            return Reason.of("file.empty", place);
        }
        return Reason.of(
                view.isWhole() ? "file.text" : "file.large",
                place,
                Sentences.shortened(view.head().strip()));
    }

    private interface Condition {
        Optional<Reason> failure();
    }

    private static Optional<Reason> first(List<Condition> conditions) {
        return conditions.stream().flatMap(each -> each.failure().stream()).findFirst();
    }

    private static Optional<Reason> when(boolean condition, String key, String... arguments) {
        return condition ? Optional.of(Reason.of(key, arguments)) : Optional.empty();
    }

    private Outcome processes(OfProcess check, List<ContainerProcess> processes) {
        String where = check.look().container().orElse("");
        String wanted = check.arguments().map(TextPattern::glob).orElse("*");
        List<Function<ContainerProcess, Optional<Reason>>> conditions = List.of(
                process -> when(
                        check.arguments().stream().anyMatch(pattern -> !pattern.matches(line(process))),
                        where.isEmpty() ? "process.none" : "process.none.in",
                        wanted,
                        where),
                process -> check.isFirst()
                        .filter(first -> first != isFirst(process, where))
                        .map(first -> Reason.of("process.first." + !first, line(process))),
                process -> check.user()
                        .filter(test -> !test.accepts(process.user()))
                        .map(test -> Reason.of("process.user", line(process), Integer.toString(process.user()))
                                .then(Sentences.value(test))));
        return new Search<>(processes, conditions)
                .outcome(
                        check.count(),
                        "process",
                        ContainerProcess::startedAt,
                        () -> Reason.of(where.isEmpty() ? "process.none" : "process.none.in", wanted, where));
    }

    private boolean isFirst(ContainerProcess process, String where) {
        return container(where)
                .filter(container -> switch (container.state()) {
                    case ContainerState.Running running -> running.pid() == process.pid();
                    case ContainerState.Paused paused -> paused.pid() == process.pid();
                    case ContainerState.Created _,
                            ContainerState.Restarting _,
                            ContainerState.Removing _,
                            ContainerState.Exited _,
                            ContainerState.Dead _ -> false;
                })
                .isPresent();
    }

    private static String line(ContainerProcess process) {
        // Some programs write over their arguments and leave empty ones.
        String line = String.join(" ", process.arguments()).strip();
        return line.isEmpty() ? process.name() : line;
    }

    private static Outcome command(OfCommand check, Sight.OfCommand seen) {
        String line = Sentences.shortened(check.look().line());
        if (seen.exitCode().isEmpty()) {
            return new NotYet(Reason.of("command.slow", line));
        }
        int code = seen.exitCode().get();
        if (!check.exitCode().accepts(code)) {
            return new NotYet(Reason.of("command.exit", line, Integer.toString(code))
                    .then(Sentences.wanted("exit", check.exitCode())));
        }
        String output = seen.output().strip();
        return outcome(
                check.output()
                        .filter(pattern -> !pattern.matches(output))
                        .map(pattern -> Reason.of("command.output", line, Sentences.shortened(output))
                                .then(Reason.of("wanted.like", pattern.glob()))),
                Optional.empty());
    }

    private static Outcome answer(OfAnswer check, Sight.OfAnswer seen) {
        String place = check.look().place();
        if (check.look().path().isEmpty()) {
            return new Met(Optional.empty());
        }
        if (!check.status().accepts(seen.status())) {
            return new NotYet(Reason.of("answer.status", place, Integer.toString(seen.status()))
                    .then(Sentences.value(check.status())));
        }
        String body = seen.body().strip();
        return outcome(
                check.body()
                        .filter(pattern -> !pattern.matches(body))
                        .map(pattern -> Reason.of("answer.body", place, Sentences.shortened(body))
                                .then(Reason.of("wanted.like", pattern.glob()))),
                Optional.empty());
    }

    private static String name(OfRegistry check) {
        return check.look().repository()
                + check.tag().map(tag -> ":" + tag.glob()).orElse("");
    }

    private Outcome registry(OfRegistry check, Sight.OfRepository seen) {
        List<Instant> pushed = seen.pushedAt().entrySet().stream()
                .filter(tag -> check.tag().stream().allMatch(pattern -> pattern.matches(tag.getKey())))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        if (pushed.isEmpty()) {
            return new NotYet(Reason.of("registry.none", name(check)));
        }
        Instant last = pushed.getLast();
        return outcome(
                when(check.isPushedInStep() && !snapshot.inStep(last), "registry.old", name(check)), Optional.of(last));
    }
}
