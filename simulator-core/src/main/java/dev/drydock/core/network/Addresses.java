package dev.drydock.core.network;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Addresses as numbers and text. */
public final class Addresses {
    /** Java knows further ways to write an address. */
    private static final Pattern FORM = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private static final Pattern FORM_OF_SIX = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int GROUPS = 8;
    private static final int BYTES_OF_SIX = 16;

    private Addresses() {}

    /** Reads four decimal numbers with dots; never asks a name server. */
    public static Inet4Address parse(String text) {
        return Inet4Address.ofLiteral(text);
    }

    /** The same; empty for anything else. */
    public static Optional<Inet4Address> find(String text) {
        try {
            return FORM.matcher(text).matches() ? Optional.of(parse(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads an IPv6 address (RFC 4291, section 2.2) without a zone; empty for anything else, also for an IPv4 address in its form. */
    public static Optional<Inet6Address> findIpv6(String text) {
        try {
            return text.indexOf(':') >= 0
                            && FORM_OF_SIX.matcher(text).matches()
                            && InetAddress.ofLiteral(text) instanceof Inet6Address address
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The 4 or 16 bytes of an address of either version; none at all for what is no address. */
    public static byte[] bytes(String text) {
        return find(text)
                .map(InetAddress.class::cast)
                .or(() -> findIpv6(text))
                .map(InetAddress::getAddress)
                .orElse(new byte[0]);
    }

    /** An address as it is usually written: that of version 6 in lower case, the longest row of zeros left out (RFC 5952, section 4). */
    public static String text(InetAddress address) {
        return address instanceof Inet6Address six ? text(ByteBuffer.wrap(six.getAddress())) : address.getHostAddress();
    }

    private static String text(ByteBuffer bytes) {
        String[] groups = IntStream.range(0, GROUPS)
                .mapToObj(_ -> Integer.toHexString(Short.toUnsignedInt(bytes.getShort())))
                .toArray(String[]::new);
        int from = 0;
        int length = 1;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && groups[end].equals("0")) {
                end++;
            }
            if (end - start > length) {
                from = start;
                length = end - start;
            }
        }
        List<String> all = List.of(groups);
        return length == 1
                ? String.join(":", all)
                : String.join(":", all.subList(0, from)) + "::" + String.join(":", all.subList(from + length, GROUPS));
    }

    /** @param number of which the lowest 128 bits count */
    static Inet6Address ipv6(BigInteger number) {
        byte[] given = number.toByteArray();
        byte[] bytes = new byte[BYTES_OF_SIX];
        int length = Math.min(given.length, bytes.length);
        System.arraycopy(given, given.length - length, bytes, bytes.length - length, length);
        return ipv6(bytes);
    }

    static Inet6Address ipv6(byte[] bytes) {
        try {
            return Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }

    /** @param number of which the highest byte comes first */
    public static Inet4Address of(int number) {
        try {
            return (Inet4Address) InetAddress.getByAddress(
                    ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** The number that it is, the first byte as the highest. */
    public static int toInt(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    /** The locally administered hardware address that Docker's bridge driver makes from an IPv4 address. */
    static String hardwareAddress(Inet4Address address) {
        return "02:42:" + HexFormat.ofDelimiter(":").formatHex(address.getAddress());
    }
}
