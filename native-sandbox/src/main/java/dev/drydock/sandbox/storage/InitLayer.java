package dev.drydock.sandbox.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The layer that dockerd calls {@code -init}: it lies between an image and the container's own layer, so that mount points
 * do not count as changes of the container and whatever an image has at these names is out of the way.
 */
final class InitLayer {
    private static final List<String> DIRECTORIES = List.of("dev", "dev/pts", "dev/shm", "etc", "proc", "sys");
    private static final List<String> FILES =
            List.of(".dockerenv", "dev/console", "etc/hostname", "etc/hosts", "etc/resolv.conf");

    private InitLayer() {}

    static void make(Path root) throws IOException {
        directory(root);
        for (String name : DIRECTORIES) {
            directory(root.resolve(name));
        }
        for (String name : FILES) {
            Path file = root.resolve(name);
            if (Files.notExists(file)) {
                Files.createFile(file);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path mounts = root.resolve("etc/mtab");
        if (Files.notExists(mounts, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(mounts, Path.of("/proc/mounts"));
        }
    }

    private static void directory(Path path) throws IOException {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
