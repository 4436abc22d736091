package dev.drydock.lessons.format;

import dev.drydock.core.container.Phase;
import dev.drydock.core.event.EventType;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfAnswer;
import dev.drydock.lessons.check.Check.OfBuild;
import dev.drydock.lessons.check.Check.OfCommand;
import dev.drydock.lessons.check.Check.OfContainer;
import dev.drydock.lessons.check.Check.OfEvent;
import dev.drydock.lessons.check.Check.OfFile;
import dev.drydock.lessons.check.Check.OfImage;
import dev.drydock.lessons.check.Check.OfInside;
import dev.drydock.lessons.check.Check.OfLayer;
import dev.drydock.lessons.check.Check.OfName;
import dev.drydock.lessons.check.Check.OfNetwork;
import dev.drydock.lessons.check.Check.OfProcess;
import dev.drydock.lessons.check.Check.OfRegistry;
import dev.drydock.lessons.check.Check.OfVolume;
import dev.drydock.lessons.check.Check.OnHost;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.NumberTest.Comparison;
import dev.drydock.lessons.check.Property;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.check.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds checks that nobody can meet, and checks that are met before anything was done, as far as it can be told. */
final class CheckLint {
    private static final Pattern CONTAINER_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final int LARGEST_EXIT_CODE = 255;
    private static final long LEAST_MEMORY = 6 << 20;
    private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");
    private static final Set<Phase> NEVER_STARTED = Set.of(Phase.CREATED);
    private static final Set<Phase> ALIVE = Set.of(Phase.RUNNING, Phase.PAUSED);
    private static final Set<String> CONTAINER_ACTIONS = Set.of(
            "archive-path",
            "attach",
            "commit",
            "create",
            "destroy",
            "die",
            "exec_create",
            "exec_die",
            "exec_start",
            "export",
            "extract-to-dir",
            "health_status",
            "kill",
            "oom",
            "pause",
            "prune",
            "rename",
            "resize",
            "restart",
            "start",
            "stop",
            "top",
            "unpause",
            "update");
    private static final Set<String> IMAGE_ACTIONS =
            Set.of("delete", "import", "load", "prune", "pull", "push", "save", "tag", "untag");

    private CheckLint() {}

    static Optional<String> problem(Check check) {
        Optional<String> impossible = impossible(check);
        if (impossible.isEmpty() && holdsOnNothing(check)) {
            return Optional.of("the check is met before anything was done; ask for an event or for something that is"
                    + " new, too");
        }
        return impossible;
    }

    private static Optional<String> impossible(Check check) {
        return switch (check) {
            case All(List<Check> checks) -> first(checks);
            case Any(List<Check> checks) -> first(checks);
            case Not(var fact) -> impossible(fact);
            case OnHost(int _, Check there) -> impossible(there);
            case OfContainer container -> container(container);
            case OfImage image ->
                image.id()
                        .map(Object::toString)
                        .filter(id -> !id.startsWith("sha256:") && !id.startsWith("*"))
                        .map(id -> "no image has the id " + id + ": ids begin with sha256:");
            case OfLayer layer ->
                when(
                        layer.number().isPresent()
                                && nothingBelow(layer.number().get()),
                        "the lowest layer of an image has the number 1");
            case OfNetwork network ->
                when(
                        network.createdInStep()
                                && network.name()
                                        .filter(CheckLint::isPredefined)
                                        .isPresent(),
                        "the networks bridge, host and none are there from the start");
            case OfName name ->
                when(
                        name.network().filter(CheckLint::isPredefined).isPresent(),
                        "nobody answers for names on the networks bridge, host and none");
            case OfVolume _ -> Optional.empty();
            case OfEvent event -> event(event);
            case OfInside inside -> inside(inside);
            case OfBuild build -> build(build);
        };
    }

    private static Optional<String> build(OfBuild build) {
        return when(
                build.steps().isPresent()
                        && build.cached().isPresent()
                        && build.steps().get().comparison() == Comparison.EQUAL
                        && build.cached().get().comparison() != Comparison.AT_MOST
                        && build.cached().get().comparison() != Comparison.NOT_EQUAL
                        && build.cached().get().number() > build.steps().get().number(),
                "no build has more steps in the cache than it has steps");
    }

    private static Optional<String> inside(OfInside check) {
        return switch (check) {
            case OfCommand command -> exitCode(Optional.of(command.exitCode()));
            case OfFile _, OfProcess _, OfAnswer _, OfRegistry _ -> Optional.empty();
        };
    }

    private static boolean nothingBelow(NumberTest number) {
        return number.number() == 0
                && (number.comparison() == Comparison.EQUAL || number.comparison() == Comparison.AT_MOST);
    }

    private static boolean isPredefined(TextPattern name) {
        return PREDEFINED.contains(name.glob());
    }

    private static Optional<String> memory(OfContainer check) {
        return check.traits().stream()
                .filter(trait -> trait.property() == Property.MEMORY)
                .map(trait -> ((Trait.OfNumber) trait).test())
                .filter(test -> test.comparison() == Comparison.EQUAL || test.comparison() == Comparison.AT_MOST)
                .filter(test -> test.number() > 0 && test.number() < LEAST_MEMORY)
                .findFirst()
                .map(_ -> "Docker gives no container less than 6m of memory");
    }

    private static Optional<String> first(List<Check> checks) {
        return checks.stream().flatMap(each -> impossible(each).stream()).findFirst();
    }

    private static Optional<String> container(OfContainer check) {
        Optional<Phase> state = check.state();
        boolean created = state.filter(NEVER_STARTED::contains).isPresent();
        boolean alive = state.filter(ALIVE::contains).isPresent();
        return Stream.of(
                        when(created && check.startedInStep(), "a container in the state created was never started"),
                        when(alive && check.exitCode().isPresent(), "a container that is alive has no exit code"),
                        when(
                                check.health().isPresent() && state.isPresent() && !alive,
                                "only a container that is alive has a health"),
                        exitCode(check.exitCode()),
                        memory(check),
                        check.name()
                                .map(Object::toString)
                                .filter(name -> !name.contains("*")
                                        && !CONTAINER_NAME.matcher(name).matches())
                                .map(name -> "no container can be named " + name + ": two or more letters, digits, _,"
                                        + " . and -, the first of them a letter or digit"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> when(boolean condition, String sentence) {
        return condition ? Optional.of(sentence) : Optional.empty();
    }

    private static Optional<String> exitCode(Optional<NumberTest> test) {
        return test.filter(code -> code.number() > LARGEST_EXIT_CODE
                        && (code.comparison() == Comparison.EQUAL || code.comparison() == Comparison.AT_LEAST))
                .map(code -> "no exit code is " + code.number() + ": they go from 0 to " + LARGEST_EXIT_CODE);
    }

    private static Optional<String> event(OfEvent check) {
        Set<String> actions = actions(check.type());
        boolean hasCode = Set.of("die", "exec_die").contains(check.action());
        return Stream.of(
                        when(
                                !actions.contains(check.action()),
                                "no " + check.type().word() + " event is called " + check.action() + "; they are "
                                        + String.join(", ", new TreeSet<>(actions))),
                        when(
                                check.exitCode().isPresent() && !hasCode,
                                "only the events die and exec_die have an exit code"),
                        when(
                                check.image().isPresent() && check.type() != EventType.CONTAINER,
                                "only events of containers name an image; ask for the actor"),
                        exitCode(check.exitCode()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Set<String> actions(EventType type) {
        return switch (type) {
            case CONTAINER -> CONTAINER_ACTIONS;
            case IMAGE -> IMAGE_ACTIONS;
            case NETWORK -> Set.of("connect", "create", "destroy", "disconnect", "prune", "remove");
            case VOLUME -> Set.of("create", "destroy", "mount", "prune", "unmount");
            case DAEMON -> Set.of("reload");
            case BUILD -> Set.of("end", "start", "step");
        };
    }

    /** Whether it is met on a lab host where nothing was done. */
    private static boolean holdsOnNothing(Check check) {
        return switch (check) {
            case All(List<Check> checks) -> checks.stream().allMatch(CheckLint::holdsOnNothing);
            case Any(List<Check> checks) -> checks.stream().anyMatch(CheckLint::holdsOnNothing);
            case Not(OfInside _) -> false; // Nobody knows what a lab host has in it.
            case Not(OfImage _), Not(OfLayer _) -> false; // It may be one of those that lab hosts have.
            case Not(var fact) -> !holdsOnNothing(fact);
            case OnHost(int _, Check there) -> holdsOnNothing(there);
            case OfContainer container -> container.count().accepts(0);
            case OfEvent event -> event.count().accepts(0);
            case OfName name -> name.count().accepts(0);
            case OfVolume volume -> volume.count().accepts(0);
            case OfNetwork network ->
                network.count().accepts(0)
                        || (network.containers().isEmpty()
                                && network.traits().isEmpty()
                                && network.name()
                                        .filter(CheckLint::isPredefined)
                                        .isPresent());
            case OfFile file -> file.isAbsent() && file.look().container().isEmpty();
            case OfProcess process ->
                process.look().container().isEmpty() && process.count().accepts(0);
            case OfImage _, OfLayer _, OfBuild _, OfInside _ -> false;
        };
    }
}
