package dev.drydock.sandbox.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The socket calls that {@code SocketChannel} lacks: descriptors over a unix socket. They block the thread's carrier. */
public final class LibcSocket {
    /** Longest path of a unix socket in bytes; one more is the zero at its end. */
    public static final int PATH_MAX = 107;

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_SNDTIMEO = 21;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int MESSAGE_HEADER = 56;
    private static final int CONTROL_HEADER = 16;
    /** How many descriptors are taken from one message; an even number, because of the alignment. */
    private static final int DESCRIPTORS_MAX = 4;

    private LibcSocket() {}

    /** A new unix stream socket. */
    public static int socket() {
        return Libc.check(Binding.socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket", "AF_UNIX");
    }

    public static void connect(int fd, String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > PATH_MAX) {
            throw new SyscallException("connect", path, Errno.ENAMETOOLONG);
        }
        byte[] address = new byte[2 + name.length + 1];
        address[0] = AF_UNIX;
        System.arraycopy(name, 0, address, 2, name.length);
        Libc.check(Binding.connect(fd, address, address.length), "connect", path);
    }

    /** Reads and writes that last longer than this fail with {@code EAGAIN}. */
    public static void setTimeout(int fd, long seconds) {
        long[] value = {seconds, 0};
        Libc.check(Binding.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, value, 16), "setsockopt", "SO_RCVTIMEO");
        Libc.check(Binding.setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, value, 16), "setsockopt", "SO_SNDTIMEO");
    }

    /** Sends everything; the descriptors go with the first byte. */
    public static void sendAll(int fd, byte[] data, List<Integer> descriptors) {
        try (Memory content = new Memory(data.length)) {
            content.write(0, data, 0, data.length);
            int sent = 0;
            while (sent < data.length) {
                List<Integer> attached = sent == 0 ? descriptors : List.of();
                sent += send(fd, content.share(sent, data.length - sent), data.length - sent, attached);
            }
        }
    }

    private static int send(int fd, Pointer data, int length, List<Integer> descriptors) {
        int controlLength = CONTROL_HEADER + 4 * descriptors.size();
        try (Memory header = new Memory(MESSAGE_HEADER);
                Memory vector = new Memory(16);
                Memory control = new Memory((controlLength + 7L) & ~7L)) {
            header.clear();
            control.clear();
            point(header, vector, data, length);
            if (!descriptors.isEmpty()) {
                control.setLong(0, controlLength);
                control.setInt(8, SOL_SOCKET);
                control.setInt(12, SCM_RIGHTS);
                for (int i = 0; i < descriptors.size(); i++) {
                    control.setInt(CONTROL_HEADER + 4L * i, descriptors.get(i));
                }
                header.setPointer(32, control);
                header.setLong(40, control.size());
            }
            return retry(() -> Binding.sendmsg(fd, header, MSG_NOSIGNAL), "sendmsg");
        }
    }

    /**
     * Reads exactly so many bytes; fewer only when the other side closed.
     *
     * @param descriptors gets those that come along; the kernel closes those for which there is no room
     */
    public static byte[] receive(int fd, int length, List<Integer> descriptors) {
        byte[] all = new byte[length];
        int received = 0;
        try (Memory content = new Memory(Math.max(length, 1))) {
            while (received < length) {
                int count = receive(fd, content, length - received, descriptors);
                if (count == 0) {
                    return Arrays.copyOf(all, received);
                }
                content.read(0, all, received, count);
                received += count;
            }
        }
        return all;
    }

    private static int receive(int fd, Pointer data, int length, List<Integer> descriptors) {
        int controlLength = CONTROL_HEADER + 4 * DESCRIPTORS_MAX;
        try (Memory header = new Memory(MESSAGE_HEADER);
                Memory vector = new Memory(16);
                Memory control = new Memory(controlLength)) {
            header.clear();
            control.clear();
            point(header, vector, data, length);
            header.setPointer(32, control);
            header.setLong(40, controlLength);
            int count = retry(() -> Binding.recvmsg(fd, header, MSG_CMSG_CLOEXEC), "recvmsg");
            if (header.getLong(40) >= CONTROL_HEADER && control.getInt(12) == SCM_RIGHTS) {
                for (long at = CONTROL_HEADER; at < control.getLong(0); at += 4) {
                    descriptors.add(control.getInt(at));
                }
            }
            return count;
        }
    }

    /** Lets a message header name the bytes. */
    private static void point(Memory header, Memory vector, Pointer data, int length) {
        vector.setPointer(0, data);
        vector.setLong(8, length);
        header.setPointer(16, vector);
        header.setLong(24, 1);
    }

    private static int retry(Transfer transfer, String call) {
        while (true) {
            long count = transfer.run();
            if (count >= 0) {
                return (int) count;
            }
            int errno = Native.getLastError();
            if (errno != Errno.EINTR) {
                throw new SyscallException(call, "", errno);
            }
        }
    }

    /** One call that moves bytes and answers how many, or -1. */
    private interface Transfer {
        long run();
    }
}
