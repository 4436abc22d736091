package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.VolumeMount;
import java.util.Set;

/** Where in a container nothing can be mounted: runc's rules and sentences. */
final class MountPlaces {
    private static final String SENTENCE =
            "failed to create task for container: failed to create shim task: OCI runtime"
                    + " create failed: runc create failed: unable to start container process: error during container init: ";
    private static final Set<String> ALLOWED = Set.of(
            "/proc/cpuinfo",
            "/proc/diskstats",
            "/proc/meminfo",
            "/proc/stat",
            "/proc/swaps",
            "/proc/uptime",
            "/proc/loadavg",
            "/proc/slabinfo",
            "/proc/net/dev",
            "/proc/sys/kernel/ns_last_pid");

    private MountPlaces() {}

    static void check(Mount mount) {
        String place = mount.destination();
        boolean isInside = place.startsWith("/proc/") && !ALLOWED.contains(place);
        if (!isInside && !place.equals("/proc")) {
            return;
        }
        String why = isInside ? "it is inside /proc" : "it is not of type proc";
        throw new EngineException.InvalidParameter(SENTENCE + "error mounting \"" + source(mount) + "\" to rootfs at \""
                + place + "\": \"" + place + "\" cannot be mounted because " + why + ": unknown");
    }

    static String source(Mount mount) {
        return switch (mount) {
            case BindMount bind -> bind.source();
            case VolumeMount volume -> volume.volume().mountpoint();
            case TmpfsMount _ -> "tmpfs";
        };
    }
}
