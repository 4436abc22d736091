package dev.drydock.lessons.check;

import dev.drydock.core.container.Container;
import dev.drydock.core.event.Event;
import dev.drydock.lessons.check.Check.OfEvent;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks for events that fulfil a check. */
final class EventEvaluation {
    private EventEvaluation() {}

    static Outcome evaluate(OfEvent check, Snapshot snapshot) {
        List<Instant> found = snapshot.events().stream()
                .filter(event -> fulfils(check, event))
                .map(event -> moment(event, snapshot))
                .filter(snapshot::inStep)
                .toList();
        if (check.count().accepts(found.size())) {
            return new Met(Facts.since(check.count(), found));
        }
        return new NotYet(check.count().equals(NumberTest.SOME) ? none(check) : wrongCount(check, found.size()));
    }

    /**
     * When it happened. Docker tells of a start or end a moment later, and the container itself knows when that was: else
     * what made one step true would be news in the next.
     */
    private static Instant moment(Event event, Snapshot snapshot) {
        return snapshot.containers().stream()
                .filter(container -> container.id().value().equals(event.actorId()))
                .findFirst()
                .map(Container::state)
                .flatMap(state -> switch (event.action()) {
                    case "start" -> Facts.startedAt(state);
                    case "die" -> Facts.endedAt(state);
                    default -> Optional.<Instant>empty();
                })
                // Of a later run it says nothing about this event.
                .filter(known -> known.isBefore(event.time()))
                .orElse(event.time());
    }

    private static boolean fulfils(OfEvent check, Event event) {
        // Docker appends the command to some actions: "exec_create: sh -c date".
        String action = event.action().split(":", 2)[0];
        String name = event.attributes().getOrDefault("name", "");
        String image = event.attributes().getOrDefault("image", "");
        String exitCode = event.attributes().getOrDefault("exitCode", "");
        return event.type() == check.type()
                && action.equals(check.action())
                && check.actor().stream().allMatch(actor -> actor.matches(name) || actor.matches(event.actorId()))
                && check.image().stream().allMatch(wanted -> Snapshot.isSame(image, wanted))
                && check.exitCode().stream()
                        .allMatch(test -> isNumber(exitCode) && test.accepts(Long.parseLong(exitCode)));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Reason wrongCount(OfEvent check, int found) {
        return Sentences.count("event", found, check.count());
    }

    private static Reason none(OfEvent check) {
        String type = check.type().word();
        Optional<String> subject =
                check.actor().map(TextPattern::glob).or(() -> check.image().map(Sentences::familiar));
        return subject.map(of -> Reason.of("event.none.of", type, check.action(), of))
                .orElseGet(() -> Reason.of("event.none", type, check.action()));
    }
}
