package dev.drydock.core.build;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.event.EventType;
import dev.drydock.core.image.ImageId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the latest builds did, step by step. */
final class BuildLog {
    private static final int KEPT = 10;
    private static final int STEPS = 1000;

    private final EventLog events;
    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    BuildLog(EventLog events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    synchronized List<Build> list() {
        return entries.stream().map(Entry::value).toList();
    }

    synchronized Entry begin(String id, BuildRequest request) {
        Entry entry = new Entry(id, request, clock.instant());
        entries.addLast(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
        return entry;
    }

    /** One build. */
    final class Entry {
        private final String id;
        private final BuildRequest request;
        private final Instant startedAt;
        private final List<BuildStep> steps = new ArrayList<>();
        private Build.Status status = Build.Status.RUNNING;
        private Optional<ImageId> image = Optional.empty();
        private String error = "";

        Entry(String id, BuildRequest request, Instant startedAt) {
            this.id = id;
            this.request = request;
            this.startedAt = startedAt;
        }

        synchronized Build value() {
            return new Build(id, startedAt, request.tags(), steps, status, image, error);
        }

        /** Does the work and notes what it tells. */
        ImageId follow(BuildListener listener, Work work) throws IOException {
            publish("start", Map.of());
            boolean isOver = false;
            try {
                ImageId built = work.run(event -> {
                    note(event);
                    listener.on(event);
                });
                end(Build.Status.DONE, "");
                isOver = true;
                return built;
            } catch (BuildFailure | EngineException e) {
                end(Build.Status.FAILED, String.valueOf(e.getMessage()));
                isOver = true;
                throw e;
            } finally {
                if (!isOver) {
                    end(Build.Status.CANCELLED, "");
                }
            }
        }

        private synchronized void note(BuildEvent event) {
            switch (event) {
                case BuildEvent.StepStarted started -> {
                    if (steps.size() < STEPS) {
                        steps.add(new BuildStep(started));
                        publish("step", Map.of("step", Integer.toString(started.number())));
                    }
                }
                case BuildEvent.CacheHit _ -> replace(last().cached());
                case BuildEvent.CacheMissed(CacheMiss reason) ->
                    // Of a base image with triggers the first one counts.
                    replace(last().miss().isPresent() ? last() : last().missed(reason));
                case BuildEvent.StepDone(var made, long size) -> replace(last().done(made, size));
                case BuildEvent.Built(ImageId built) -> image = Optional.of(built);
                case BuildEvent.Triggers _,
                        BuildEvent.Running _,
                        BuildEvent.Output _,
                        BuildEvent.Removed _,
                        BuildEvent.Pulling _,
                        BuildEvent.Warning _,
                        BuildEvent.Tagged _ -> {}
            }
        }

        private BuildStep last() {
            return steps.getLast();
        }

        private void replace(BuildStep step) {
            steps.set(steps.size() - 1, step);
        }

        private void end(Build.Status end, String why) {
            synchronized (this) {
                status = end;
                error = why;
            }
            publish("end", Map.of("status", end.name()));
        }

        private void publish(String action, Map<String, String> attributes) {
            events.publish(EventType.BUILD, action, id, attributes);
        }
    }

    /** Something that builds. */
    interface Work {
        ImageId run(BuildListener listener) throws IOException;
    }
}
