package dev.drydock.web.live;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventSubscription;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.NoRoom;
import dev.drydock.web.live.LiveMessage.EventEntry;
import dev.drydock.web.live.LiveMessage.Happened;
import dev.drydock.web.live.LiveMessage.PreviewAddress;
import dev.drydock.web.look.LabLooks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * One page that looks at a lab host. Waits for events; each burst of them becomes one message, one new state and one look
 * at the lesson's checks. A slow browser makes bursts longer, never queues.
 */
final class LiveSession {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration BURST = Duration.ofMillis(15);
    private static final int MAX_BURST = 256;

    private final Session socket;
    private final CompletableFuture<LabHost> opening;
    private final Optional<LessonFollower> lesson;
    private final Reader reader;
    private final Thread thread;
    private final ReentrantLock sending = new ReentrantLock();
    private @Nullable Thread follower;
    /** What was sent last. Only the session's own thread knows it. */
    private @Nullable LiveMessage latest;

    private @Nullable Thread listener;

    /** @param looks into lab hosts, for checks that need them */
    LiveSession(
            Session socket,
            CompletableFuture<LabHost> opening,
            Optional<LessonWatch> lesson,
            LabLooks looks,
            Reader reader) {
        this.socket = socket;
        this.opening = opening;
        this.lesson = lesson.map(watch -> new LessonFollower(watch, looks, reader.locale(), this.new Browser()));
        this.reader = reader;
        this.thread = Thread.ofVirtual().name("live").unstarted(this::run);
    }

    /**
     * How this page's messages are written.
     *
     * @param previews where the browser finds the ports of a lab host
     */
    record Reader(Locale locale, JsonMapper json, Function<LabId, Optional<String>> previews) {}

    void start() {
        thread.start();
    }

    void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            LabHost lab = opening.get();
            send(EngineStates.lifecycle());
            send(new PreviewAddress(reader.previews().apply(lab.id())));
            while (socket.isOpen() && lab.engine().events().isOpen()) {
                follow(lab);
            }
            // It has ended: the browser comes again, and sees the next one.
            socket.close(StatusCode.NORMAL, "the lab host has ended", Callback.NOOP);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoRoom full) {
                socket.close(StatusCode.TRY_AGAIN_LATER, full.reason().word(), Callback.NOOP);
                return;
            }
            if (e.getCause() instanceof NotFound gone) {
                socket.close(StatusCode.POLICY_VIOLATION, gone.getMessage(), Callback.NOOP);
                return;
            }
            LOG.error("a lab host did not start", e.getCause());
            socket.close(StatusCode.SERVER_ERROR, "the lab host did not start", Callback.NOOP);
        } catch (IOException e) {
            LOG.debug("a page has gone", e);
        } catch (InterruptedException e) {
            socket.close(StatusCode.NORMAL, "", Callback.NOOP);
        } finally {
            if (follower != null) {
                follower.interrupt();
            }
            if (listener != null) {
                listener.interrupt();
            }
        }
    }

    /** Until the subscription ends; a reader that fell behind begins again with the whole state. */
    private void follow(LabHost lab) throws IOException, InterruptedException {
        Engine engine = lab.engine();
        try (EventSubscription events = engine.events().subscribe()) {
            sendState(engine);
            followLesson(lab);
            while (events.isOpen() && socket.isOpen()) {
                Optional<Event> first = events.next(HEARTBEAT);
                if (first.isPresent()) {
                    send(new Happened(burst(first.get(), events)));
                    sendState(engine);
                } else if (!EngineStates.of(engine.view()).equals(latest)) {
                    // No event here says so: another lab host has changed an overlay network, or has come or gone.
                    sendState(engine);
                }
            }
        }
    }

    private static List<EventEntry> burst(Event first, EventSubscription events) throws InterruptedException {
        List<EventEntry> burst = new ArrayList<>();
        Optional<Event> next = Optional.of(first);
        while (next.isPresent()) {
            burst.add(EngineStates.event(next.get()));
            next = burst.size() < MAX_BURST ? events.next(BURST) : Optional.empty();
        }
        return burst;
    }

    /** The state goes out after each burst, also an equal one: it is where the events before it have led. */
    private void sendState(Engine engine) throws IOException, InterruptedException {
        latest = EngineStates.of(engine.view());
        send(latest);
        lesson.ifPresent(LessonFollower::changed);
    }

    /** Something has changed that this lab host's engine does not tell; called by other threads. */
    void lookAgain() {
        lesson.ifPresent(LessonFollower::changed);
    }

    /** What is kept of the student has changed; called by other threads. */
    void readAgain() {
        lesson.ifPresent(LessonFollower::readAgain);
    }

    /** The lesson is another one: the page comes again, and follows that. */
    void lessonChanged() {
        socket.close(StatusCode.NORMAL, "the lesson has changed", Callback.NOOP);
    }

    /** Takes a message of the page; false when it shows no lesson or sends too much. */
    boolean receive(PageMessage message) {
        return lesson.isPresent() && lesson.get().offer(message);
    }

    /** On threads of their own: a look into the lab host may take seconds, and the pictures must not wait for it. */
    private void followLesson(LabHost lab) throws IOException, InterruptedException {
        if (lesson.isEmpty() || follower != null) {
            return;
        }
        LessonFollower steps = lesson.get();
        steps.begin(lab.engine());
        follower = Thread.ofVirtual().name("live-lesson").start(() -> {
            try {
                steps.run(lab);
            } catch (IOException e) {
                LOG.debug("a page has gone", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        listener = Thread.ofVirtual().name("live-answers").start(() -> listen(steps, lab));
    }

    private void listen(LessonFollower steps, LabHost lab) {
        try {
            steps.listen(lab);
        } catch (IllegalArgumentException e) {
            socket.close(StatusCode.POLICY_VIOLATION, e.getMessage(), Callback.NOOP);
        } catch (IOException e) {
            LOG.debug("a page has gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(LiveMessage message) throws IOException, InterruptedException {
        String text = reader.json().writeValueAsString(message);
        sending.lockInterruptibly();
        try {
            Callback.Completable.with(sent -> socket.sendText(text, sent)).get();
        } catch (ExecutionException e) {
            throw new IOException("send to a browser", e.getCause());
        } finally {
            sending.unlock();
        }
    }

    /** The page, as the one who follows the lesson sees it. */
    private final class Browser implements LessonFollower.Output {
        @Override
        public boolean isOpen() {
            return socket.isOpen();
        }

        @Override
        public void send(LiveMessage message) throws IOException, InterruptedException {
            LiveSession.this.send(message);
        }
    }
}
