package dev.drydock.lessons.check;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.Health;
import dev.drydock.core.container.Phase;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventType;
import dev.drydock.lessons.check.Check.OfContainer;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for containers that fulfil a check. When there are too few, the reason is told from the one that comes nearest:
 * conditions are asked in a fixed order, from what it was made of to how it ended, and the one that gets furthest is
 * meant.
 */
final class ContainerEvaluation {
    private final OfContainer check;
    private final Snapshot snapshot;

    ContainerEvaluation(OfContainer check, Snapshot snapshot) {
        this.check = check;
        this.snapshot = snapshot;
    }

    /**
     * @param passed conditions before the one that failed, or all of them
     * @param failure empty when none failed
     */
    private record Assessment(Container container, int passed, Optional<Reason> failure) {}

    Outcome evaluate() {
        List<Assessment> assessments = assessments();
        List<Container> matching = matching(assessments);
        if (check.count().accepts(matching.size())) {
            return new Met(Facts.since(
                    check.count(), matching.stream().map(this::since).toList()));
        }
        if (!check.count().equals(NumberTest.SOME)) {
            return new NotYet(Sentences.count("container", matching.size(), check.count()));
        }
        // The first of equals stays, which is the newest container.
        return new NotYet(assessments.stream()
                .reduce((best, next) -> next.passed() > best.passed() ? next : best)
                .flatMap(Assessment::failure)
                .orElseGet(this::none));
    }

    /** What to say when the check holds and must not. */
    Reason present() {
        List<Container> matching = matching(assessments());
        Reason found = matching.isEmpty()
                ? Sentences.count("container", 0, check.count())
                : Sentences.state(matching.getFirst());
        return found.then(Reason.of("present.container"));
    }

    private List<Assessment> assessments() {
        return snapshot.containers().stream()
                .filter(this::isMeant)
                .map(this::assess)
                .toList();
    }

    private static List<Container> matching(List<Assessment> assessments) {
        return assessments.stream()
                .filter(each -> each.failure().isEmpty())
                .map(Assessment::container)
                .toList();
    }

    // A container is known by its name. Without one in the check any new one of the image will do, and what was there
    // before is not spoken of.
    private boolean isMeant(Container container) {
        if (check.name().isPresent()) {
            return check.name().get().matches(container.name());
        }
        return check.image().stream().allMatch(image -> snapshot.isFrom(container, image))
                && (!check.createdInStep() || snapshot.inStep(container.createdAt()));
    }

    private Assessment assess(Container container) {
        List<Optional<Reason>> conditions = List.of(
                image(container),
                created(container),
                arguments(container),
                traits(container, false),
                mounts(container),
                started(container),
                state(container),
                health(container),
                exitCode(container),
                traits(container, true));
        int passed = 0;
        while (passed < conditions.size() && conditions.get(passed).isEmpty()) {
            passed++;
        }
        Optional<Reason> failure = conditions.stream().flatMap(Optional::stream).findFirst();
        return new Assessment(container, passed, failure);
    }

    private Optional<Reason> image(Container container) {
        return check.image()
                .filter(image -> !snapshot.isFrom(container, image))
                .map(image -> Reason.of(
                        "container.image", container.name(), container.config().image(), Sentences.familiar(image)));
    }

    private Optional<Reason> created(Container container) {
        return check.createdInStep() && !snapshot.inStep(container.createdAt())
                ? Optional.of(Reason.of("container.old", container.name()))
                : Optional.empty();
    }

    private Optional<Reason> arguments(Container container) {
        String real = String.join(" ", container.config().arguments());
        return check.arguments()
                .filter(pattern -> !pattern.matches(real))
                .map(pattern ->
                        Reason.of("container.arguments", container.name(), Sentences.shortened(real), pattern.glob()));
    }

    private Optional<Reason> traits(Container container, boolean outcomes) {
        List<Trait> wanted = check.traits().stream()
                .filter(trait -> ContainerTraits.isOutcome(trait) == outcomes)
                .toList();
        return ContainerTraits.ALL.failure(container, wanted, snapshot);
    }

    private Optional<Reason> mounts(Container container) {
        return check.mounts().stream()
                .flatMap(wish -> wish.failure(container).stream())
                .findFirst();
    }

    private Optional<Reason> started(Container container) {
        if (!check.startedInStep()) {
            return Optional.empty();
        }
        return Facts.startedAt(container.state())
                .map(startedAt -> snapshot.inStep(startedAt)
                        ? Optional.<Reason>empty()
                        : Optional.of(Reason.of("container.startedBefore", container.name())))
                .orElseGet(() -> Optional.of(Sentences.state(container)));
    }

    private Optional<Reason> state(Container container) {
        return check.state()
                .filter(state -> state != container.state().phase())
                .map(state -> Sentences.state(container).then(Reason.of("wanted.state." + state.word())));
    }

    private Optional<Reason> health(Container container) {
        return check.health()
                .filter(wanted -> !container.health().map(Health::status).equals(Optional.of(wanted)))
                .map(wanted -> Sentences.health(container).then(Reason.of("wanted.health." + wanted.word())));
    }

    private Optional<Reason> exitCode(Container container) {
        return check.exitCode()
                .filter(test -> Facts.exitCode(container.state()).stream().noneMatch(test::accepts))
                .map(test -> Sentences.state(container).then(Sentences.wanted("exit", test)));
    }

    /** When the last of the facts that the check asks for came about. */
    private Instant since(Container container) {
        boolean ended = check.exitCode().isPresent() || check.state().equals(Optional.of(Phase.EXITED));
        boolean began = ended
                || check.startedInStep()
                || check.state().isPresent()
                || check.health().isPresent();
        return Stream.of(
                        Optional.of(container.createdAt()),
                        began ? Facts.startedAt(container.state()) : Optional.<Instant>empty(),
                        ended ? Facts.endedAt(container.state()) : Optional.<Instant>empty())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Reason none() {
        if (removedInStep()) {
            return Reason.of("container.removed");
        }
        if (check.name().isPresent()) {
            return Reason.of("container.none.named", check.name().get().glob());
        }
        String when = check.createdInStep() ? "noneNew" : "none";
        return check.image()
                .map(image -> Reason.of("container." + when + ".from", Sentences.familiar(image)))
                .orElseGet(() -> Reason.of("container." + when));
    }

    private boolean removedInStep() {
        return snapshot.events().stream()
                .filter(event -> event.type() == EventType.CONTAINER && "destroy".equals(event.action()))
                .filter(event -> snapshot.inStep(event.time()))
                .anyMatch(this::isAboutMeant);
    }

    private boolean isAboutMeant(Event event) {
        String name = event.attributes().getOrDefault("name", "");
        String image = event.attributes().getOrDefault("image", "");
        boolean nameFits = check.name().stream().allMatch(pattern -> pattern.matches(name));
        boolean imageFits = check.image().stream().allMatch(wanted -> Snapshot.isSame(image, wanted));
        return nameFits && imageFits;
    }
}
