package dev.drydock.core.volume;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mount as {@code --mount} asks for it, unchecked: an entry of {@code HostConfig.Mounts}.
 *
 * @param type {@code bind}, {@code volume} or {@code tmpfs}
 * @param source a path of the lab host or the name of a volume, by the type
 * @param consistency means nothing on Linux
 */
public record MountRequest(
        String type,
        String source,
        String target,
        boolean readOnly,
        String consistency,
        Optional<BindOptions> bindOptions,
        Optional<VolumeOptions> volumeOptions,
        Optional<TmpfsOptions> tmpfsOptions) {

    public record BindOptions(
            String propagation,
            boolean nonRecursive,
            boolean createMountpoint,
            boolean readOnlyNonRecursive,
            boolean readOnlyForceRecursive) {}

    /** @param driver empty for none named */
    public record VolumeOptions(
            boolean noCopy, Map<String, String> labels, Optional<VolumeDriver> driver, String subpath) {
        public VolumeOptions {
            labels = Map.copyOf(labels);
        }
    }

    public record VolumeDriver(String name, Map<String, String> options) {
        public VolumeDriver {
            options = Map.copyOf(options);
        }
    }

    /**
     * @param sizeBytes 0 for as much as there is
     * @param mode permissions, 0 for 1777
     * @param options each a name, or a name and a value
     */
    public record TmpfsOptions(long sizeBytes, int mode, List<List<String>> options) {
        public TmpfsOptions {
            options = options.stream().map(List::copyOf).toList();
        }
    }
}
