package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One line of an answer that tells how something gets on: Docker's {@code JSONMessage}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProgressLine(
        @Nullable String stream,
        @Nullable String status,
        @Nullable Detail progressDetail,
        @Nullable String progress,
        @Nullable String id,
        @Nullable ErrorDetail errorDetail,
        @Nullable String error) {
    /** Bytes of something; empty when nothing is counted. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Detail(@Nullable Long current, @Nullable Long total) {}

    public record ErrorDetail(String message) {}

    /** Text for the user as it is. */
    public static ProgressLine stream(String text) {
        return new ProgressLine(text, null, null, null, null, null, null);
    }

    /** A word about the whole. */
    public static ProgressLine status(String text) {
        return new ProgressLine(null, text, null, null, null, null, null);
    }

    /** A word about a part. */
    public static ProgressLine status(String id, String text) {
        return new ProgressLine(null, text, new Detail(null, null), null, id, null, null);
    }

    /** @param bar what a terminal shows */
    public static ProgressLine progress(String id, String action, long current, long total, String bar) {
        return new ProgressLine(null, action, new Detail(current, total), bar, id, null, null);
    }

    /** The end, when it failed after the answer had begun. */
    public static ProgressLine error(String message) {
        return new ProgressLine(null, null, null, null, null, new ErrorDetail(message), message);
    }
}
