package dev.drydock.core.distribution;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** Which addresses the world has, and which a network has for itself (RFC 6890). */
public final class AddressRules {
    private static final int V4_IN_V6 = 12;

    private AddressRules() {}

    /** Whether the address can be that of a server for everybody. */
    public static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicV6(bytes) : isPublicV4(bytes, 0);
    }

    /**
     * Whether the address can be that of some other machine, of a network's own or of the world: not this one's loopback
     * device, nothing that is meant on one link only, nobody and everybody.
     */
    public static boolean isElsewhere(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isElsewhereV6(bytes) : isElsewhereV4(bytes, 0);
    }

    private static boolean isElsewhereV4(byte[] bytes, int at) {
        int first = Byte.toUnsignedInt(bytes[at]);
        boolean isLinkLocal = first == 169 && Byte.toUnsignedInt(bytes[at + 1]) == 254;
        return first != 0 && first != 127 && !isLinkLocal && first < 224;
    }

    /** What stands for a version 4 address counts as that. */
    private static boolean isElsewhereV6(byte[] bytes) {
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        if (first == 0x20 && second == 0x02) {
            return isElsewhereV4(bytes, 2);
        } else if (first == 0 && second == 0x64) {
            return isElsewhereV4(bytes, V4_IN_V6);
        }
        return first != 0;
    }

    private static boolean isPublicV4(byte[] bytes, int at) {
        int first = Byte.toUnsignedInt(bytes[at]);
        int second = Byte.toUnsignedInt(bytes[at + 1]);
        int third = Byte.toUnsignedInt(bytes[at + 2]);
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && !(second == 0 && (third == 0 || third == 2));
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /** Global unicast is 2000::/3; what stands for a version 4 address counts as that. */
    private static boolean isPublicV6(byte[] bytes) {
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        if (first == 0x20 && second == 0x02) {
            return isPublicV4(bytes, 2);
        } else if (first == 0 && second == 0x64) {
            return isPublicV4(bytes, V4_IN_V6);
        }
        boolean isDocumentation = (first == 0x20 && second == 0x01 && (bytes[2] & 0xfe) == 0) || isV6Example(bytes);
        return first >> 5 == 1 && !isDocumentation;
    }

    private static boolean isV6Example(byte[] bytes) {
        return bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && Byte.toUnsignedInt(bytes[3]) == 0xb8;
    }

    /** The address that a host name is, when it is one. */
    static Optional<InetAddress> literal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
