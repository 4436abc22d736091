package dev.drydock.core.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** IPv4 addresses as numbers and text. */
public final class Addresses {
    private Addresses() {}

    /** Reads four decimal numbers with dots; never asks a name server. */
    public static Inet4Address parse(String text) {
        return Inet4Address.ofLiteral(text);
    }

    static Inet4Address of(int number) {
        try {
            return (Inet4Address) InetAddress.getByAddress(
                    ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    static int toInt(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    /** The locally administered hardware address that Docker's bridge driver makes from an IPv4 address. */
    static String hardwareAddress(Inet4Address address) {
        return "02:42:" + HexFormat.ofDelimiter(":").formatHex(address.getAddress());
    }
}
