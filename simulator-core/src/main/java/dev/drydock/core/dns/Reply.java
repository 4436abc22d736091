package dev.drydock.core.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Answers to questions (RFC 1035, sections 4.1.1 and 4.1.3). */
public final class Reply {
    private static final int FLAGS = 0x8080;
    /** In the third byte of a message. */
    private static final int IS_REPLY = 0x80;
    /** In the fourth. */
    private static final int CODE = 0x0f;

    private static final int REFUSED = 5;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int TRUNCATED = 0x0200;
    private static final int NAME_OF_QUESTION = 0xc000 | Question.HEADER;
    private static final int CLASS_INTERNET = 1;
    /** Seconds, as Docker's. */
    private static final int TIME_TO_LIVE = 600;

    private Reply() {}

    /** How it went, by the numbers of RFC 1035. */
    public enum Code {
        OK(0),
        SERVER_FAILURE(2),
        NO_SUCH_NAME(3);

        private final int number;

        Code(int number) {
            this.number = number;
        }
    }

    /** Whether a message answers this question: it has its id, and repeats it. */
    public static boolean answers(Question question, byte[] message) {
        byte[] section = question.section();
        int end = Question.HEADER + section.length;
        if (message.length < end) {
            return false;
        }
        int flags = Byte.toUnsignedInt(message[2]);
        int id = Byte.toUnsignedInt(message[0]) << 8 | Byte.toUnsignedInt(message[1]);
        return id == question.id()
                && (flags & IS_REPLY) != 0
                && Arrays.equals(message, Question.HEADER, end, section, 0, section.length);
    }

    /** Whether a server says of an answer that it cannot give one, so that another may be asked. */
    public static boolean isRefusal(byte[] message) {
        int code = message[3] & CODE;
        return code == Code.SERVER_FAILURE.number || code == REFUSED;
    }

    /** Without records: there is nothing of this type, or {@code code} says why. */
    public static byte[] empty(Question question, Code code) {
        return write(question, code, 0, 0, out -> {});
    }

    /**
     * @param addresses of the version that is asked for
     * @param limit bytes of the whole answer; one that is longer says that it is cut off
     */
    public static byte[] addresses(Question question, List<? extends InetAddress> addresses, int limit) {
        byte[] whole = write(question, Code.OK, 0, addresses.size(), out -> {
            for (InetAddress address : addresses) {
                record(out, question.type(), address.getAddress());
            }
        });
        return whole.length <= limit ? whole : write(question, Code.OK, TRUNCATED, 0, out -> {});
    }

    /** @param name labels joined by dots */
    public static byte[] pointer(Question question, String name) {
        return write(question, Code.OK, 0, 1, out -> record(out, Question.PTR, labels(name)));
    }

    private static void record(DataOutputStream out, int type, byte[] data) throws IOException {
        out.writeShort(NAME_OF_QUESTION);
        out.writeShort(type);
        out.writeShort(CLASS_INTERNET);
        out.writeInt(TIME_TO_LIVE);
        out.writeShort(data.length);
        out.write(data);
    }

    private static byte[] labels(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
            int length = Math.min(text.length, 63);
            if (length > 0) {
                bytes.write(length);
                bytes.write(text, 0, length);
            }
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    private interface Records {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] write(Question question, Code code, int flags, int count, Records records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(question.id());
            out.writeShort(FLAGS | flags | (question.flags() & RECURSION_DESIRED) | code.number);
            out.writeShort(1);
            out.writeShort(count);
            out.writeShort(0);
            out.writeShort(0);
            out.write(question.section());
            records.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all", e);
        }
        return bytes.toByteArray();
    }
}
