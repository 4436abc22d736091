package dev.drydock.core.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** IPv4 addresses as numbers and text. */
public final class Addresses {
    /** Java knows further ways to write an address. */
    private static final Pattern FORM = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

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

    /** The 4 or 16 bytes of an address of either version; none at all for what is no address. */
    public static byte[] bytes(String text) {
        try {
            boolean isFour = FORM.matcher(text).matches();
            boolean isSix = text.indexOf(':') >= 0 && text.matches("[0-9A-Fa-f:.]+");
            return isFour || isSix ? InetAddress.ofLiteral(text).getAddress() : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
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
