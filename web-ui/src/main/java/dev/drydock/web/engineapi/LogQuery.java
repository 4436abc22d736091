package dev.drydock.web.engineapi;

import dev.drydock.core.container.StreamType;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.time.GoTimestamp;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@code GET /containers/ID/logs} asks for.
 *
 * @param tail how many lines of those that are kept, counted from the end; negative for all
 */
record LogQuery(
        boolean follow,
        boolean stdout,
        boolean stderr,
        boolean timestamps,
        boolean details,
        Optional<Instant> since,
        Optional<Instant> until,
        long tail) {

    static LogQuery of(Context context) {
        boolean stdout = Query.flag(context, "stdout");
        boolean stderr = Query.flag(context, "stderr");
        if (!stdout && !stderr) {
            throw new EngineException.InvalidParameter("Bad parameters: you must choose at least one stream");
        }
        return new LogQuery(
                Query.flag(context, "follow"),
                stdout,
                stderr,
                Query.flag(context, "timestamps"),
                Query.flag(context, "details"),
                moment(context, "since"),
                moment(context, "until"),
                tail(Query.text(context, "tail")));
    }

    /** The same of a container that does not run: as in dockerd, nothing follows then, also when it is started. */
    LogQuery ofWhatIsKept() {
        return new LogQuery(false, stdout, stderr, timestamps, details, since, until, tail);
    }

    /** The CLI sends 0 for "not limited". */
    private static Optional<Instant> moment(Context context, String name) {
        return Query.optional(context, name).filter(text -> !text.equals("0")).map(GoTimestamp::ofEpoch);
    }

    /** As Docker: what is no number, such as {@code all}, means all. */
    private static long tail(String text) {
        try {
            return Math.max(-1, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    boolean wants(StreamType stream) {
        return switch (stream) {
            case STDOUT -> stdout;
            case STDERR -> stderr;
        };
    }
}
