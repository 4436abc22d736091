package dev.drydock.web.live;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.Sights;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.progress.LessonProgress;
import dev.drydock.lessons.quiz.Given;
import dev.drydock.web.live.LiveMessage.QuizState;
import dev.drydock.web.look.LabLooks;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells one page how far its lesson is: after each change of the engine and, while an open step waits for what only a look
 * into the lab host shows, every two seconds. Changes that come during a look are one change afterwards. Answers do not wait for looks.
 */
final class LessonFollower {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofSeconds(15);

    private static final int MOST_WAITING = 20;

    private final LessonWatch watch;
    private final LabLooks looks;
    private final Locale reader;
    private final Output output;
    private final Semaphore changes = new Semaphore(0);
    private final BlockingQueue<PageMessage> messages = new ArrayBlockingQueue<>(MOST_WAITING);
    /** As the page has them, by their ids. */
    private final Map<String, QuizState> questions = new ConcurrentHashMap<>();

    private volatile boolean isOld;
    private @Nullable LiveMessage last;
    private Set<StepId> done = Set.of();

    LessonFollower(LessonWatch watch, LabLooks looks, Locale reader, Output output) {
        this.watch = watch;
        this.looks = looks;
        this.reader = reader;
        this.output = output;
    }

    /** Where messages go. */
    interface Output {
        boolean isOpen();

        void send(LiveMessage message) throws IOException, InterruptedException;
    }

    /** The engine has changed. */
    void changed() {
        changes.release();
    }

    /** What is kept of the student has changed; called by other threads. */
    void readAgain() {
        isOld = true;
        changed();
    }

    /** Tells what the engine alone knows; called before {@link #run}. */
    void begin(Engine engine) throws IOException, InterruptedException {
        tellQuestions(engine);
        tell(engine, Sights.NONE);
    }

    /** All at first: the page may have been there when they stood otherwise. */
    private void tellQuestions(Engine engine) throws IOException, InterruptedException {
        for (QuizState question : watch.questions(engine.view(), reader)) {
            if (!question.equals(questions.put(question.id(), question))) {
                output.send(question);
            }
        }
    }

    /** The page knows how this question stands. */
    private void keepQuestion(Engine engine, String id) {
        for (QuizState question : watch.questions(engine.view(), reader)) {
            if (question.id().equals(id)) {
                questions.put(id, question);
            }
        }
    }

    /** The page has sent something; false when it has sent more than can wait. */
    boolean offer(PageMessage message) {
        return messages.offer(message);
    }

    /**
     * Answers what the page sends, until it is closed.
     *
     * @throws IllegalArgumentException for what no page of this lesson sends
     */
    void listen(LabHost lab) throws IOException, InterruptedException {
        while (output.isOpen()) {
            PageMessage message = messages.poll(REST.toSeconds(), TimeUnit.SECONDS);
            switch (message) {
                case null -> {}
                case PageMessage.AnswerGiven(QuizId quiz, Given given) -> {
                    QuizState said = watch.answer(quiz, given, lab.engine().view(), reader);
                    output.send(said);
                    keepQuestion(lab.engine(), said.id());
                    changed();
                }
                case PageMessage.HintOpened(StepId step, int hint) -> watch.hintOpened(step, hint);
            }
        }
    }

    /** Until the page is closed. */
    void run(LabHost lab) throws IOException, InterruptedException {
        while (output.isOpen()) {
            if (isOld) {
                isOld = false;
                watch.readAgain();
                tellQuestions(lab.engine());
            }
            boolean waits = look(lab);
            boolean changed = changes.tryAcquire((waits ? PAUSE : REST).toMillis(), TimeUnit.MILLISECONDS);
            if (changed) {
                changes.drainPermits();
            }
        }
    }

    /** Returns whether an open step waits for what a look may show. */
    private boolean look(LabHost lab) throws IOException, InterruptedException {
        Engine engine = lab.engine();
        Set<Look> needed = watch.looks(engine.view());
        if (needed.isEmpty()) {
            tell(engine, Sights.NONE);
            return !watch.looks(engine.view()).isEmpty();
        }
        try {
            tell(engine, looks.look(lab, needed).get());
        } catch (ExecutionException e) {
            throw new IOException("look into a lab host", e.getCause());
        }
        return true;
    }

    private void tell(Engine engine, Sights sights) throws IOException, InterruptedException {
        LessonProgress progress = watch.look(engine.view(), sights);
        LiveMessage state = watch.state(progress, reader);
        if (!state.equals(last)) {
            output.send(state);
            last = state;
        }
        Set<StepId> nowDone = progress.doneAt().keySet();
        if (!nowDone.equals(done)) {
            // Who skips a step is told the answers.
            tellQuestions(engine);
            // The next steps may wait for other looks.
            changed();
        }
        done = nowDone;
    }
}
