package dev.drydock.core.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Collects what an attachment delivers, for tests. */
public final class StreamText {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    private StreamText() {}

    /** Reads to the end and closes. */
    public static StreamText drain(Attachment attachment) throws IOException {
        StreamText text = new StreamText();
        try (attachment) {
            StreamEvent event = attachment.read();
            while (!(event instanceof StreamEvent.Ended)) {
                text.add(event);
                event = attachment.read();
            }
        }
        return text;
    }

    /** Reads until standard output holds this text. */
    public static void awaitText(Attachment attachment, String wanted) throws IOException {
        StreamText text = new StreamText();
        while (!text.out().contains(wanted)) {
            StreamEvent event = attachment.read();
            if (event instanceof StreamEvent.Ended) {
                throw new AssertionError("ended without \"" + wanted + "\" but with \"" + text.out() + "\"");
            }
            text.add(event);
        }
    }

    private void add(StreamEvent event) {
        if (event instanceof StreamEvent.Output output) {
            byte[] bytes = new byte[output.bytes().remaining()];
            output.bytes().get(bytes);
            (output.stream() == StreamType.STDOUT ? out : error).writeBytes(bytes);
        }
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String error() {
        return error.toString(StandardCharsets.UTF_8);
    }

    byte[] outBytes() {
        return out.toByteArray();
    }

    public static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    /** Writes in pieces and closes the input. */
    public static void writeAll(Attachment attachment, byte[] bytes) {
        try {
            for (int at = 0; at < bytes.length; at += 1 << 16) {
                attachment.write(ByteBuffer.wrap(bytes, at, Math.min(1 << 16, bytes.length - at)));
            }
            attachment.closeInput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
