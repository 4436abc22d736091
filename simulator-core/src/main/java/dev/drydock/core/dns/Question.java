package dev.drydock.core.dns;

import dev.drydock.core.network.Addresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A question as it came, of which nothing is believed (RFC 1035, section 4.1): one name, without compression.
 *
 * @param id of the message
 * @param flags of the message
 * @param name in lower case, labels joined by dots, without a last one
 * @param type 1 for A, 12 for PTR, 28 for AAAA
 * @param section the bytes of the question, to be repeated in the answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Question(int id, int flags, String name, int type, byte[] section) {
    public static final int A = 1;
    public static final int PTR = 12;
    public static final int AAAA = 28;

    static final int HEADER = 12;
    private static final Pattern FOUR = Pattern.compile("([0-9]{1,3}\\.){4}in-addr\\.arpa");
    private static final Pattern SIX = Pattern.compile("([0-9a-f]\\.){32}ip6\\.arpa");
    private static final int RESPONSE = 0x8000;
    private static final int OPERATION = 0x7800;
    private static final int CLASS_INTERNET = 1;
    private static final int LABEL_LIMIT = 63;
    private static final int NAME_LIMIT = 255;

    /** Empty for what is not a question with one name. */
    public static Optional<Question> parse(byte[] message) {
        if (message.length < HEADER) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(message);
        int id = Short.toUnsignedInt(buffer.getShort());
        int flags = Short.toUnsignedInt(buffer.getShort());
        int questions = Short.toUnsignedInt(buffer.getShort());
        if ((flags & (RESPONSE | OPERATION)) != 0 || questions != 1) {
            return Optional.empty();
        }
        buffer.position(HEADER);
        return name(buffer)
                .filter(name -> buffer.remaining() >= 2 * Short.BYTES)
                .flatMap(name -> {
                    int type = Short.toUnsignedInt(buffer.getShort());
                    int kind = Short.toUnsignedInt(buffer.getShort());
                    byte[] section = new byte[buffer.position() - HEADER];
                    buffer.get(HEADER, section);
                    return kind == CLASS_INTERNET
                            ? Optional.of(new Question(id, flags, name, type, section))
                            : Optional.empty();
                });
    }

    /** The address whose name is asked for (RFC 1035, section 3.5, and RFC 3596, section 2.5); empty for other questions. */
    public Optional<InetAddress> reversed() {
        List<String> labels = new ArrayList<>(List.of(name.split("\\.", -1)));
        Collections.reverse(labels);
        boolean isFour = FOUR.matcher(name).matches();
        if (type != PTR || !(isFour || SIX.matcher(name).matches())) {
            return Optional.empty();
        }
        String digits = String.join(isFour ? "." : "", labels.subList(2, labels.size()));
        return isFour
                ? Addresses.find(digits).map(InetAddress.class::cast)
                : Addresses.findIpv6(String.join(":", digits.split("(?<=\\G.{4})")))
                        .map(InetAddress.class::cast);
    }

    /** Each label moves on in the message, so there is no loop; a pointer is no label. */
    private static Optional<String> name(ByteBuffer buffer) {
        StringBuilder name = new StringBuilder();
        while (buffer.hasRemaining()) {
            int length = Byte.toUnsignedInt(buffer.get());
            if (length == 0) {
                return Optional.of(name.toString().toLowerCase(Locale.ROOT));
            }
            if (length > LABEL_LIMIT || length > buffer.remaining() || name.length() + length >= NAME_LIMIT) {
                return Optional.empty();
            }
            byte[] label = new byte[length];
            buffer.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.ISO_8859_1));
        }
        return Optional.empty();
    }
}
