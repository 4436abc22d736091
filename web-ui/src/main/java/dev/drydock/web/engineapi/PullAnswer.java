package dev.drydock.web.engineapi;

import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.distribution.Progress;
import dev.drydock.core.distribution.ProgressOutput;
import dev.drydock.web.engineapi.json.ProgressLine;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The answer to a pull or push. A client that hangs up ends the work. */
final class PullAnswer implements ProgressOutput {
    /** No more lines than this for how far a layer has come; its last one is always shown. */
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(100);

    private final ProgressAnswer answer;
    private final Cancellation cancellation;
    private final Map<String, Long> shown = new ConcurrentHashMap<>();

    private PullAnswer(ProgressAnswer answer, Cancellation cancellation) {
        this.answer = answer;
        this.cancellation = cancellation;
    }

    /** What reports its progress. */
    interface Work {
        void run(ProgressOutput out, Cancellation cancellation);
    }

    static void run(Context context, Work work) throws IOException {
        Cancellation cancellation = new Cancellation();
        LabEndPoint.work(context).inTurn(() -> {
            try (ProgressAnswer answer = new ProgressAnswer(context, cancellation::cancel)) {
                answer.run(() -> work.run(new PullAnswer(answer, cancellation), cancellation));
            }
        });
    }

    @Override
    public void write(Progress progress) {
        if (!isDue(progress)) {
            return;
        }
        try {
            answer.write(line(progress));
        } catch (UncheckedIOException e) {
            // The client is gone; the threads of the work find out at their next step.
            cancellation.cancel();
        }
    }

    private boolean isDue(Progress progress) {
        if (!(progress instanceof Progress.Transfer transfer)) {
            return true;
        }
        long now = System.nanoTime();
        Long last = shown.get(transfer.id());
        boolean isDue = transfer.current() >= transfer.total() || last == null || now - last >= BETWEEN;
        if (isDue) {
            shown.put(transfer.id(), now);
        }
        return isDue;
    }

    static ProgressLine line(Progress progress) {
        return switch (progress) {
            case Progress.Message(String id, String text) ->
                id.isEmpty() ? ProgressLine.status(text) : ProgressLine.about(id, text);
            case Progress.Action(String id, String action) -> ProgressLine.status(id, action);
            case Progress.Transfer(String id, String action, long current, long total) ->
                ProgressLine.progress(id, action, current, total, ProgressBar.of(current, total));
            case Progress.Pushed(var tag, var digest, long size) ->
                ProgressLine.aux(new ProgressLine.Aux.Pushed(tag.value(), digest.toString(), size));
        };
    }
}
