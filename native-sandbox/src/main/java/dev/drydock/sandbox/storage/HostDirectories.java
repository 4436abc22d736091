package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.HostMounts;

/** Makes directories of a lab host by their paths, as {@code mkdir -p}. Native calls: for platform threads. */
final class HostDirectories {
    private final HostMounts host;

    HostDirectories(HostMounts host) {
        this.host = host;
    }

    /**
     * Makes a directory and those above it that are missing; whatever is there stays.
     *
     * @param path absolute, plain
     * @param mode permissions of those that are made
     */
    void make(String path, int mode) {
        if (isThere(path)) {
            return;
        }
        int slash = path.lastIndexOf('/');
        String above = slash == 0 ? "/" : path.substring(0, slash);
        if (slash > 0) {
            make(above, mode);
        }
        byte[] name = Libc.cString(path.substring(slash + 1));
        try (Descriptor parent = host.open(above)) {
            Libc.mkdirat(parent.number(), name, mode);
        } catch (SyscallException e) {
            // Somebody was faster, or a link leads nowhere.
            if (e.errno() != Errno.EEXIST || !isThere(path)) {
                throw e;
            }
        }
    }

    private boolean isThere(String path) {
        try (Descriptor _ = host.open(path)) {
            return true;
        } catch (SyscallException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }
}
