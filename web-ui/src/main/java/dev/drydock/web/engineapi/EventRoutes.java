package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventSubscription;
import dev.drydock.core.event.EventType;
import dev.drydock.core.time.GoTimestamp;
import dev.drydock.web.engineapi.json.EventBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;

/** {@code GET /events}: what happened since, and what happens. */
final class EventRoutes {
    /** How long a wait for an event lasts when nothing limits it; only bounds one turn of the loop. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private static final int PIECE_BYTES = 16 * 1024;
    private final InstantSource clock;

    EventRoutes(InstantSource clock) {
        this.clock = clock;
    }

    void install(RoutesConfig routes) {
        routes.get("/events", this::events);
    }

    /**
     * What a client wants to hear of.
     *
     * @param from the first kept event that counts; later than all of them when only new ones do
     */
    private record Wanted(Instant from, Instant until, EventFilter filter) {
        static Wanted of(Context context) {
            Optional<Instant> since = moment(context, "since");
            Optional<Instant> until = moment(context, "until");
            if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
                throw new EngineException.InvalidParameter("`since` time (" + Query.text(context, "since")
                        + ") cannot be after `until` time (" + Query.text(context, "until") + ")");
            }
            return new Wanted(
                    since.orElse(until.isPresent() ? Instant.MIN : Instant.MAX),
                    until.orElse(Instant.MAX),
                    new EventFilter(Query.filters(context)));
        }

        /** Docker has -1 for "not given". */
        private static Optional<Instant> moment(Context context, String name) {
            return Query.optional(context, name)
                    .map(GoTimestamp::ofEpoch)
                    .filter(moment -> moment.getEpochSecond() != -1);
        }
    }

    private void events(Context context) throws IOException, InterruptedException {
        Wanted wanted = Wanted.of(context);
        LabEndPoint endPoint = LabEndPoint.of(context);
        // One that does not read is let go, or its blocked writer would stay for ever.
        try (EventSubscription subscription =
                        LabEndPoint.engine(context).events().subscribe(wanted.from(), endPoint::close);
                StreamAnswer answer = StreamAnswer.start(context, "application/json", subscription::close)) {
            boolean more = true;
            while (more && subscription.isOpen()) {
                more = pass(subscription, wanted, answer);
            }
        }
    }

    /** Waits for an event and sends it with those that came meanwhile; false when the time is over. */
    private boolean pass(EventSubscription subscription, Wanted wanted, StreamAnswer answer)
            throws IOException, InterruptedException {
        Instant now = clock.instant();
        Duration left = Duration.ZERO;
        if (now.isBefore(wanted.until())) {
            Instant turn = now.plus(TURN);
            left = Duration.between(now, wanted.until().isBefore(turn) ? wanted.until() : turn);
        }
        Optional<Event> event = subscription.next(left);
        boolean more = event.isPresent() || !left.isZero();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        while (event.isPresent()) {
            if (event.get().time().isAfter(wanted.until())) {
                more = false;
            } else if (wanted.filter().matches(event.get())) {
                lines.writeBytes(Json.line(document(event.get())));
            }
            event = more && lines.size() < PIECE_BYTES ? subscription.next(Duration.ZERO) : Optional.empty();
        }
        if (lines.size() > 0) {
            answer.write(lines.toByteArray());
        }
        return more;
    }

    static EventBody document(Event event) {
        boolean hasOldForm = event.type() == EventType.CONTAINER || event.type() == EventType.IMAGE;
        Instant time = event.time();
        return new EventBody(
                hasOldForm ? event.action() : null,
                hasOldForm && !event.actorId().isEmpty() ? event.actorId() : null,
                event.type() == EventType.CONTAINER ? event.attributes().get("image") : null,
                event.type().word(),
                event.action(),
                new EventBody.Actor(event.actorId(), new TreeMap<>(event.attributes())),
                "local",
                time.getEpochSecond(),
                time.getEpochSecond() * 1_000_000_000L + time.getNano());
    }
}
