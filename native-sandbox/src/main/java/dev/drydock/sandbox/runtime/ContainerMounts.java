package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.RuntimeSpec;
import dev.drydock.core.container.StartFailure;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.Propagation;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.HostMounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens what a container shows of its lab host. */
final class ContainerMounts {
    private static final String STAGE = "mount on ";
    private static final int MISFIT = 127;

    private final HostMounts host;

    ContainerMounts(HostMounts host) {
        this.host = host;
    }

    /** A mount for each bind and each volume, in their order. */
    List<Descriptor> open(RuntimeSpec spec) {
        if (spec.mounts().stream().allMatch(mount -> mount instanceof TmpfsMount)) {
            return List.of();
        }
        return BlockingCalls.run(() -> {
            List<Descriptor> opened = new ArrayList<>();
            boolean isWhole = false;
            try {
                for (Mount mount : spec.mounts()) {
                    open(mount).ifPresent(opened::add);
                }
                isWhole = true;
                return opened;
            } finally {
                if (!isWhole) {
                    opened.forEach(Descriptor::close);
                }
            }
        });
    }

    private Optional<Descriptor> open(Mount mount) {
        return switch (mount) {
            case BindMount bind ->
                Optional.of(open(
                        bind.source(), new HostMounts.Way(bind.isRecursive(), bind.isReadOnly(), bind.propagation())));
            case VolumeMount volume ->
                Optional.of(open(
                        volume.volume().mountpoint(),
                        new HostMounts.Way(true, volume.isReadOnly(), Propagation.RPRIVATE)));
            case TmpfsMount _ -> Optional.empty();
        };
    }

    private Descriptor open(String source, HostMounts.Way way) {
        try {
            return host.bind(source, way);
        } catch (HostMounts.NotSharedException e) {
            throw new SystemFailure(String.valueOf(e.getMessage()), e);
        } catch (SyscallException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
                throw new InvalidParameter(
                        "invalid mount config for type \"bind\": bind source path does not exist: " + source, e);
            }
            throw new SystemFailure("cannot mount " + source + ": " + Errno.sentence(e.errno()), e);
        }
    }

    /** What runc says of a directory that is to be mounted on a file, or the other way round. */
    static Optional<RuntimeException> misfit(LabdRefusal refusal, RuntimeSpec spec) {
        if (refusal.errno() != Errno.ENOTDIR || !refusal.stage().startsWith(STAGE)) {
            return Optional.empty();
        }
        String place = refusal.stage().substring(STAGE.length());
        return spec.mounts().stream()
                .filter(mount -> mount.destination().equals(place))
                .findFirst()
                .map(mount -> new StartFailure(
                        MISFIT,
                        "error during container init: error mounting \"" + source(mount) + "\" to rootfs at \"" + place
                                + "\": mount " + source(mount) + ":" + place
                                + " (via /proc/self/fd/6), flags: 0x5000: not a directory: unknown"));
    }

    private static String source(Mount mount) {
        return switch (mount) {
            case BindMount bind -> bind.source();
            case VolumeMount volume -> volume.volume().mountpoint();
            case TmpfsMount _ -> "tmpfs";
        };
    }
}
