package dev.drydock.sandbox.metadata;

import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.Propagation;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.core.volume.VolumeName;
import org.jspecify.annotations.Nullable;

/** Something mounted in a container, as it stands in its file: one of the three is there. */
record MountDocument(
        @Nullable BindMount bind,
        @Nullable VolumeDocument volume,
        @Nullable TmpfsMount tmpfs) {
    record VolumeDocument(String name, String destination, boolean readOnly, String mode, boolean anonymous) {}

    static MountDocument of(Mount mount) {
        return switch (mount) {
            case BindMount bind -> new MountDocument(bind, null, null);
            case VolumeMount volume ->
                new MountDocument(
                        null,
                        new VolumeDocument(
                                volume.volume().value(),
                                volume.destination(),
                                volume.isReadOnly(),
                                volume.mode(),
                                volume.isAnonymous()),
                        null);
            case TmpfsMount tmpfs -> new MountDocument(null, null, tmpfs);
        };
    }

    Mount read() {
        if (bind != null) {
            return new BindMount(
                    bind.source(),
                    bind.destination(),
                    bind.isReadOnly(),
                    bind.mode(),
                    bind.propagation() == null ? Propagation.RPRIVATE : bind.propagation(),
                    bind.isRecursive(),
                    bind.makesSource());
        }
        if (volume != null) {
            return new VolumeMount(
                    new VolumeName(volume.name()),
                    volume.destination(),
                    volume.readOnly(),
                    volume.mode(),
                    volume.anonymous());
        }
        if (tmpfs != null) {
            return tmpfs;
        }
        throw new IllegalArgumentException("a mount is of no kind");
    }
}
