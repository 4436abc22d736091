package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.FileStat;
import dev.drydock.core.container.FileView;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.LabInside;
import dev.drydock.sandbox.cgroup.Cgroup;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.HostMounts;
import dev.drydock.sandbox.linux.LabNetwork;
import dev.drydock.sandbox.runtime.ProcessTable;
import dev.drydock.sandbox.storage.FileKinds;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks into a lab host that runs. */
final class LinuxLabInside implements LabInside {
    private final HostMounts mounts;
    private final LabNetwork network;
    private final Cgroup cgroup;
    private final int uidBase;
    private final HostCommands commands;

    LinuxLabInside(HostMounts mounts, LabNetwork network, Cgroup cgroup, int uidBase, LabdClient labd) {
        this.mounts = mounts;
        this.network = network;
        this.cgroup = cgroup;
        this.uidBase = uidBase;
        this.commands = new HostCommands(labd);
    }

    @Override
    public Optional<FileView> file(String path, int limit) {
        try (Descriptor file = mounts.open(path)) {
            return FileKinds.isOnDisk(file) ? Optional.of(view(file, limit)) : Optional.empty();
        } catch (SyscallException e) {
            return switch (e.errno()) {
                case Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP -> Optional.empty();
                default -> throw new SystemFailure("open " + path + ": " + Errno.sentence(e.errno()), e);
            };
        } catch (IOException e) {
            throw new SystemFailure("read " + path + ": " + e.getMessage(), e);
        }
    }

    private FileView view(Descriptor file, int limit) throws IOException {
        FileStatus status = LibcTrees.status(file.number());
        FileStat stat = new FileStat(
                FileKinds.of(status),
                status.mode() & 07777,
                status.uid() - uidBase,
                status.gid() - uidBase,
                status.size(),
                Instant.ofEpochSecond(status.seconds(), status.nanoseconds()));
        // Only regular files: to open anything else may do something, or wait for somebody.
        if (!status.isRegular()) {
            return new FileView(stat, "", true);
        }
        Path self = Path.of("/proc/self/fd/" + file.number());
        try (InputStream content = new FileInputStream(self.toFile())) {
            byte[] head = content.readNBytes(limit + 1);
            int length = Math.min(head.length, limit);
            return new FileView(stat, new String(head, 0, length, StandardCharsets.UTF_8), head.length <= limit);
        }
    }

    @Override
    public List<ContainerProcess> processes() {
        return new ProcessTable(uidBase).describe(cgroup.processes());
    }

    @Override
    public CommandEnd run(String line, Duration patience, int limit) {
        return commands.run(line, patience, limit);
    }

    @Override
    public SocketChannel openSocket() throws IOException {
        return network.openSocket();
    }
}
