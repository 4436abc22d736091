package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcFiles;
import dev.drydock.sandbox.libc.SyscallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A block device whose content is a file. It goes away by itself when nobody has it open and nothing is mounted from it.
 * The kernel keeps the file open until then, and with it a lock: a locked file has a device, and never gets a second one,
 * through which the same file system would be written twice. For platform threads only: its calls block.
 *
 * @param device open for reading and writing
 */
public record LoopDevice(Descriptor device) implements AutoCloseable {
    private static final Path CONTROL = Path.of("/dev/loop-control");
    private static final Path DEVICES = Path.of("/sys/block");
    private static final int LOOP_CONFIGURE = 0x4C0A;
    private static final int LOOP_GET_STATUS64 = 0x4C05;
    private static final int LOOP_CTL_GET_FREE = 0x4C82;
    /** {@code struct loop_config}, and {@code struct loop_info64} in it. */
    private static final int CONFIG_SIZE = 304;

    private static final int INFO_SIZE = 232;
    private static final int INFO_AT = 8;
    private static final int FLAGS_AT = 52;
    private static final int NAME_AT = 56;
    private static final int NAME_LENGTH = 63;
    private static final int AUTOCLEAR = 4;
    /** Otherwise everything is kept in memory twice. The kernel leaves it when the file cannot be read so. */
    private static final int DIRECT_IO = 16;

    /** Makes a device for a file that has none; empty when it has one, perhaps for a moment still. */
    public static Optional<LoopDevice> make(Path file) {
        try (Descriptor content = Descriptor.open(file, Libc.O_RDWR)) {
            if (!LibcFiles.lock(content.number())) {
                return Optional.empty();
            }
            return Optional.of(make(content, file));
        }
    }

    private static LoopDevice make(Descriptor content, Path file) {
        byte[] config = config(content, file);
        try (Descriptor control = Descriptor.open(CONTROL, Libc.O_RDWR)) {
            while (true) {
                int number = LibcFiles.ioctl(control.number(), LOOP_CTL_GET_FREE, new byte[1]);
                Descriptor device = Descriptor.open(Path.of("/dev/loop" + number), Libc.O_RDWR);
                try {
                    LibcFiles.ioctl(device.number(), LOOP_CONFIGURE, config);
                    return new LoopDevice(device);
                } catch (SyscallException e) {
                    device.close();
                    // Somebody else on this machine took the same one first.
                    if (e.errno() != Errno.EBUSY) {
                        throw e;
                    }
                }
            }
        }
    }

    private static byte[] config(Descriptor content, Path file) {
        ByteBuffer config = ByteBuffer.allocate(CONFIG_SIZE).order(ByteOrder.nativeOrder());
        config.putInt(0, content.number());
        config.putInt(INFO_AT + FLAGS_AT, AUTOCLEAR | DIRECT_IO);
        byte[] name = FileNames.bytes(file);
        config.put(INFO_AT + NAME_AT, name, 0, Math.min(name.length, NAME_LENGTH));
        return config.array();
    }

    /** The device that the file has. */
    public static Optional<LoopDevice> find(Path file) {
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(DEVICES, "loop*")) {
            long volume = (Long) Objects.requireNonNull(Files.getAttribute(file, "unix:dev"));
            long inode = (Long) Objects.requireNonNull(Files.getAttribute(file, "unix:ino"));
            for (Path entry : devices) {
                if (isOf(entry, file)) {
                    Optional<LoopDevice> found = open(FileNames.lastName(entry), volume, inode);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new SyscallException("look for the loop device of", file.toString(), Errno.EIO);
        }
    }

    /** By name only: other mount namespaces see other paths. */
    private static boolean isOf(Path entry, Path file) throws IOException {
        Path backing = entry.resolve("loop/backing_file");
        try {
            return Files.readString(backing, StandardCharsets.ISO_8859_1)
                    .strip()
                    .endsWith("/" + FileNames.lastName(file));
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        }
    }

    private static Optional<LoopDevice> open(String name, long volume, long inode) {
        byte[] info = new byte[INFO_SIZE];
        Descriptor device;
        try {
            device = Descriptor.open(Path.of("/dev", name), Libc.O_RDWR);
        } catch (SyscallException e) {
            // It is being taken down.
            return Optional.empty();
        }
        try {
            LibcFiles.ioctl(device.number(), LOOP_GET_STATUS64, info);
            ByteBuffer fields = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder());
            if (fields.getLong(0) == volume && fields.getLong(Long.BYTES) == inode) {
                return Optional.of(new LoopDevice(device));
            }
        } catch (SyscallException e) {
            if (e.errno() != Errno.ENXIO) {
                device.close();
                throw e;
            }
        }
        device.close();
        return Optional.empty();
    }

    /** Whether the file has no device, nor anybody else who locked it. */
    public static boolean isFree(Path file) {
        try (Descriptor content = Descriptor.open(file, Libc.O_RDONLY)) {
            return LibcFiles.lock(content.number());
        }
    }

    /** What a mount names as its source. */
    String source() {
        return "/proc/self/fd/" + device.number();
    }

    @Override
    public void close() {
        device.close();
    }
}
