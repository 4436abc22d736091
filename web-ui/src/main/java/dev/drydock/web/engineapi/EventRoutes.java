package dev.drydock.web.engineapi;

import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.event.EventSubscription;
import dev.drydock.core.event.EventType;
import dev.drydock.web.engineapi.json.EventBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code GET /events}: what happened since, and what happens. */
final class EventRoutes {
    /** How long a wait for an event lasts when nothing limits it; only bounds one turn of the loop. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private final InstantSource clock;

    EventRoutes(InstantSource clock) {
        this.clock = clock;
    }

    void install(RoutesConfig routes) {
        routes.get("/events", this::events);
    }

    private void events(Context context) throws IOException, InterruptedException {
        Optional<Instant> since = Query.optional(context, "since").map(Timestamps::parse);
        Instant until = Query.optional(context, "until").map(Timestamps::parse).orElse(Instant.MAX);
        EventFilter filter = new EventFilter(Query.filters(context));
        EventLog log = LabEndPoint.engine(context).events();
        try (EventSubscription subscription = log.subscribe();
                StreamAnswer answer = StreamAnswer.start(context, "application/json", subscription::close)) {
            // Subscribed first, so the log's end may come again as the subscription's beginning.
            Set<Event> sent = Collections.newSetFromMap(new IdentityHashMap<>());
            if (since.isPresent()) {
                for (Event event : log.since(since.get())) {
                    sent.add(event);
                    if (!event.time().isAfter(until) && filter.matches(event)) {
                        answer.write(Json.line(document(event)));
                    }
                }
            }
            Instant now = clock.instant();
            while (subscription.isOpen() && now.isBefore(until)) {
                Duration left = Duration.between(now, until.isBefore(now.plus(TURN)) ? until : now.plus(TURN));
                Optional<Event> event = subscription.next(left);
                if (event.isPresent() && !sent.remove(event.get()) && filter.matches(event.get())) {
                    answer.write(Json.line(document(event.get())));
                }
                now = clock.instant();
            }
        }
    }

    static EventBody document(Event event) {
        boolean hasOldForm = event.type() == EventType.CONTAINER || event.type() == EventType.IMAGE;
        Instant time = event.time();
        return new EventBody(
                hasOldForm ? event.action() : null,
                hasOldForm ? event.actorId() : null,
                event.type() == EventType.CONTAINER ? event.attributes().get("image") : null,
                event.type().word(),
                event.action(),
                new EventBody.Actor(event.actorId(), new TreeMap<>(event.attributes())),
                "local",
                time.getEpochSecond(),
                time.getEpochSecond() * 1_000_000_000L + time.getNano());
    }
}
