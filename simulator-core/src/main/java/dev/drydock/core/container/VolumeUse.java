package dev.drydock.core.container;

import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.core.volume.Volumes;
import java.util.ArrayList;
import java.util.List;

/** Makes ready what is mounted in a container before it is shown, and lets go of it afterwards. */
final class VolumeUse {
    private final Volumes volumes;

    VolumeUse(Volumes volumes) {
        this.volumes = volumes;
    }

    /** Volumes are mounted, missing sources made; all or nothing. */
    void begin(Container container) {
        List<VolumeMount> done = new ArrayList<>();
        boolean isWhole = false;
        try {
            for (Mount mount : container.mounts()) {
                switch (mount) {
                    case BindMount bind -> {
                        if (bind.makesSource()) {
                            volumes.files().makeDirectory(bind.source());
                        }
                    }
                    case VolumeMount volume -> {
                        volumes.mount(volume, container.id().value());
                        done.add(volume);
                    }
                    case TmpfsMount _ -> {}
                }
            }
            isWhole = true;
        } finally {
            if (!isWhole) {
                done.forEach(volume -> volumes.unmount(volume, container.id().value()));
            }
        }
    }

    void end(Container container) {
        container
                .volumes()
                .forEach(volume -> volumes.unmount(volume, container.id().value()));
    }

    /** Its anonymous volumes are to stay without it. */
    void disown(Container container) {
        container.volumes().stream()
                .filter(VolumeMount::isAnonymous)
                .forEach(volume -> volumes.disown(volume.volume()));
    }

    /** Gives up the volumes of a container that is removed. */
    void release(Container container, boolean evenAnonymous) {
        for (VolumeMount volume : container.volumes()) {
            volumes.release(volume.volume(), container.id().value());
        }
        if (evenAnonymous) {
            container.volumes().stream()
                    .filter(VolumeMount::isAnonymous)
                    .forEach(volume -> ContainerMounts.forget(volumes, volume));
        }
    }

    /** What was mounted when the server ended. */
    void rejoin(Container container) {
        container
                .volumes()
                .forEach(
                        volume -> volumes.rejoin(volume.volume(), container.id().value(), container.isRunning()));
    }
}
