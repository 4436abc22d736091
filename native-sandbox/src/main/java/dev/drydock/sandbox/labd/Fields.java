package dev.drydock.sandbox.labd;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.SystemFailure;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of fields: {@code u16 tag, u32 length, bytes}, again and again. Lists are the same tag repeated. */
public final class Fields {
    private static final int HEADER = 6;

    private final List<Field> all = new ArrayList<>();

    /** Reads a payload; tags that this side does not know are kept and never asked for. */
    static Fields parse(ByteBuffer payload) {
        Fields fields = new Fields();
        ByteBuffer buffer = payload.duplicate();
        try {
            while (buffer.hasRemaining()) {
                int tag = Short.toUnsignedInt(buffer.getShort());
                int length = buffer.getInt();
                if (length < 0 || length > buffer.remaining()) {
                    throw new BufferUnderflowException();
                }
                byte[] value = new byte[length];
                buffer.get(value);
                fields.all.add(Field.of(tag, value));
            }
            return fields;
        } catch (BufferUnderflowException e) {
            throw new SystemFailure("labd: a frame ends in the middle of a field", e);
        }
    }

    /** Adds text; the protocol cannot carry a zero byte. */
    public Fields text(Tag tag, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new InvalidParameter("invalid value: it contains a zero byte");
        }
        return bytes(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds text once for each value. */
    public Fields texts(Tag tag, List<String> values) {
        values.forEach(value -> text(tag, value));
        return this;
    }

    /** Adds a number of 32 bits. */
    public Fields number(Tag tag, int value) {
        return bytes(tag, ByteBuffer.allocate(4).putInt(value).array());
    }

    /** Adds a number of 64 bits. */
    public Fields longNumber(Tag tag, long value) {
        return bytes(tag, ByteBuffer.allocate(8).putLong(value).array());
    }

    /** Adds a field list as one field. */
    public Fields nested(Tag tag, Fields value) {
        return bytes(tag, value.encode());
    }

    public Fields bytes(Tag tag, byte[] value) {
        all.add(Field.of(tag.number(), value.clone()));
        return this;
    }

    byte[] encode() {
        int length = all.stream().mapToInt(field -> HEADER + field.length()).sum();
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (Field field : all) {
            buffer.putShort((short) field.tag())
                    .putInt(field.length())
                    .put(field.value().duplicate());
        }
        return buffer.array();
    }

    /** The first text with this tag. */
    public Optional<String> findText(Tag tag) {
        return find(tag).map(Field::text);
    }

    /** All texts with this tag, in order. */
    public List<String> allTexts(Tag tag) {
        return all.stream()
                .filter(field -> field.tag() == tag.number())
                .map(Field::text)
                .toList();
    }

    /** A number of 32 bits that must be there. */
    public int number(Tag tag) {
        return findNumber(tag).orElseThrow(() -> missing(tag));
    }

    public Optional<Integer> findNumber(Tag tag) {
        return find(tag).map(field -> number(field, tag, 4).getInt());
    }

    /** A number of 64 bits that must be there. */
    public long longNumber(Tag tag) {
        return find(tag).map(field -> number(field, tag, 8).getLong()).orElseThrow(() -> missing(tag));
    }

    private Optional<Field> find(Tag tag) {
        return all.stream().filter(field -> field.tag() == tag.number()).findFirst();
    }

    private static ByteBuffer number(Field field, Tag tag, int length) {
        if (field.length() != length) {
            throw new SystemFailure("labd: the field " + tag + " has " + field.length() + " bytes");
        }
        return field.value().duplicate();
    }

    private static SystemFailure missing(Tag tag) {
        return new SystemFailure("labd: the answer has no " + tag);
    }

    /** The buffer is read-only and never moved. */
    private record Field(int tag, ByteBuffer value) {
        static Field of(int tag, byte[] value) {
            return new Field(tag, ByteBuffer.wrap(value).asReadOnlyBuffer());
        }

        int length() {
            return value.remaining();
        }

        String text() {
            return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
        }
    }
}
