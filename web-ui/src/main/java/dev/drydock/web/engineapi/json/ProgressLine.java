package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** One line of an answer that tells how something gets on: Docker's {@code JSONMessage}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProgressLine(
        @JsonProperty("stream") @Nullable String stream,
        @JsonProperty("status") @Nullable String status,
        @JsonProperty("progressDetail") @Nullable Detail progressDetail,
        @JsonProperty("progress") @Nullable String progress,
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("errorDetail") @Nullable ErrorDetail errorDetail,
        @JsonProperty("error") @Nullable String error,
        @JsonProperty("aux") @Nullable Aux aux) {
    /** Bytes of something; empty when nothing is counted. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Detail(
            @JsonProperty("current") @Nullable Long current,
            @JsonProperty("total") @Nullable Long total) {}

    /** @param code that the client ends with, null for 1 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ErrorDetail(
            @JsonProperty("code") @Nullable Integer code,
            @JsonProperty("message") String message) {}

    /** What came of it, for programs. */
    public sealed interface Aux {
        /** What a push came to; {@code Size} is of the manifest, in bytes. */
        record Pushed(
                @JsonProperty("Tag") String tag,
                @JsonProperty("Digest") String digest,
                @JsonProperty("Size") long size) implements Aux {}

        /** What a build came to, or a step of it. */
        record Built(@JsonProperty("ID") String id) implements Aux {}
    }

    /** Text for the user as it is. */
    public static ProgressLine stream(String text) {
        return new ProgressLine(text, null, null, null, null, null, null, null);
    }

    /** A word about the whole. */
    public static ProgressLine status(String text) {
        return new ProgressLine(null, text, null, null, null, null, null, null);
    }

    /** A word about a part. */
    public static ProgressLine status(String id, String text) {
        return new ProgressLine(null, text, new Detail(null, null), null, id, null, null, null);
    }

    /** A word about something that nothing is counted of, such as a tag. */
    public static ProgressLine about(String id, String text) {
        return new ProgressLine(null, text, null, null, id, null, null, null);
    }

    /** For programs only. */
    public static ProgressLine aux(Aux.Pushed aux) {
        return new ProgressLine(null, null, new Detail(null, null), null, null, null, null, aux);
    }

    /** For programs only. */
    public static ProgressLine aux(Aux.Built aux) {
        return new ProgressLine(null, null, null, null, null, null, null, aux);
    }

    /** @param bar what a terminal shows */
    public static ProgressLine progress(String id, String action, long current, long total, String bar) {
        return new ProgressLine(null, action, new Detail(current, total), bar, id, null, null, null);
    }

    /** The end, when it failed after the answer had begun. */
    public static ProgressLine error(String message) {
        return new ProgressLine(null, null, null, null, null, new ErrorDetail(null, message), message, null);
    }

    /** The end, when a command failed. */
    public static ProgressLine error(String message, int code) {
        return new ProgressLine(null, null, null, null, null, new ErrorDetail(code, message), message, null);
    }
}
