package dev.drydock.core.volume;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.core.volume.MountRequest.BindOptions;
import dev.drydock.core.volume.MountRequest.VolumeDriver;
import dev.drydock.core.volume.MountRequest.VolumeOptions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads what clients want to have mounted; the sentences are dockerd's. */
public final class MountRules {
    private static final int PARTS = 4;

    private MountRules() {}

    /** What {@code -v} asks for: its text as an entry of {@code Mounts}, and its mode. */
    public record Bind(MountRequest request, String mode) {}

    /** @param driver for volumes, empty for the usual one */
    public static Bind parse(String text, String driver) {
        String[] parts = text.split(":", PARTS);
        boolean isFine = !parts[0].isEmpty()
                && (parts.length == 1 || parts.length == 3 || (parts.length == 2 && !isMode(parts[1])));
        if (!isFine) {
            throw new InvalidParameter("invalid volume specification: '" + text + "'");
        }
        String mode = parts.length == 3 ? parts[2] : "";
        MountModes modes = MountModes.parse(mode).orElseThrow(() -> new InvalidParameter("invalid mode: " + mode));
        String source = parts.length == 1 ? "" : parts[0];
        MountRequest request = request(source, parts.length == 1 ? parts[0] : parts[1], modes, driver);
        try {
            check(request, _ -> true);
        } catch (InvalidParameter e) {
            throw new InvalidParameter("invalid volume specification: '" + text + "': " + e.getMessage(), e);
        }
        return new Bind(request, mode);
    }

    private static boolean isMode(String text) {
        return MountModes.parse(text).isPresent();
    }

    private static MountRequest request(String source, String target, MountModes modes, String driver) {
        boolean isBind = source.startsWith("/");
        Optional<VolumeOptions> volume = isBind && modes.copies()
                ? Optional.empty()
                : Optional.of(new VolumeOptions(
                        !modes.copies(),
                        Map.of(),
                        isBind ? Optional.empty() : Optional.of(new VolumeDriver(driver, Map.of())),
                        ""));
        Optional<BindOptions> bind =
                modes.propagation().map(way -> new BindOptions(way.word(), false, true, false, false));
        return new MountRequest(
                isBind ? "bind" : "volume",
                source,
                target,
                modes.isReadOnly(),
                "",
                bind.isPresent() || !isBind ? bind : Optional.of(new BindOptions("", false, true, false, false)),
                volume,
                Optional.empty());
    }

    /** @param exists tells whether a path of the lab host leads to something */
    public static void check(MountRequest request, Predicate<String> exists) {
        try {
            checkTarget(request.target());
            switch (request.type()) {
                case "bind" -> checkBind(request, exists);
                case "volume" -> checkVolume(request);
                case "tmpfs" -> checkTmpfs(request);
                default -> throw new InvalidParameter("mount type unknown");
            }
        } catch (InvalidParameter e) {
            throw new InvalidParameter(
                    "invalid mount config for type " + GoNumbers.quote(request.type()) + ": " + e.getMessage(), e);
        }
    }

    private static void checkTarget(String target) {
        if (target.isEmpty()) {
            throw new InvalidParameter("field Target must not be empty");
        }
        if (target.startsWith("/") && PlainPath.clean(target).equals("/")) {
            throw new InvalidParameter("invalid specification: destination can't be '/'");
        }
        checkAbsolute(target);
    }

    private static void checkAbsolute(String path) {
        if (!path.startsWith("/")) {
            throw new InvalidParameter("invalid mount path: '" + path + "' mount path must be absolute");
        }
        if (path.indexOf('\0') >= 0) {
            throw new InvalidParameter("invalid mount path: it has a NUL character");
        }
    }

    private static void checkBind(MountRequest request, Predicate<String> exists) {
        if (request.source().isEmpty()) {
            throw new InvalidParameter("field Source must not be empty");
        }
        Optional<BindOptions> options = request.bindOptions();
        String way = options.map(BindOptions::propagation).orElse("");
        if (!way.isEmpty() && Propagation.parse(way).isEmpty()) {
            throw new InvalidParameter("invalid propagation mode: " + way);
        }
        refuseExtra(request.volumeOptions().isPresent(), "VolumeOptions");
        checkAbsolute(request.source());
        boolean makes = options.map(BindOptions::createMountpoint).orElse(false);
        if (!makes && !exists.test(PlainPath.clean(request.source()))) {
            throw new InvalidParameter("bind source path does not exist: " + request.source());
        }
    }

    private static void checkVolume(MountRequest request) {
        refuseExtra(request.bindOptions().isPresent(), "BindOptions");
        if (request.source().isEmpty() && request.readOnly()) {
            throw new InvalidParameter("must not set ReadOnly mode when using anonymous volumes");
        }
        if (request.volumeOptions().map(options -> !options.subpath().isEmpty()).orElse(false)) {
            throw new EngineException.NotImplemented("volume-subpath is not supported by this engine");
        }
    }

    private static void checkTmpfs(MountRequest request) {
        refuseExtra(request.bindOptions().isPresent(), "BindOptions");
        refuseExtra(!request.source().isEmpty(), "Source");
        request.tmpfsOptions().ifPresent(options -> {
            if (options.sizeBytes() < 0 || options.mode() < 0) {
                throw new InvalidParameter("invalid tmpfs option: it is negative");
            }
        });
    }

    private static void refuseExtra(boolean given, String field) {
        if (given) {
            throw new InvalidParameter("field " + field + " must not be specified");
        }
    }

    /** The mode of {@code --volumes-from}: {@code container[:ro|rw|z|Z]}. */
    public record From(String container, boolean isReadOnly) {
        public static From parse(String text) {
            if (text.isEmpty()) {
                throw new InvalidParameter("volumes-from specification cannot be an empty string");
            }
            String[] parts = text.split(":", 2);
            String mode = parts.length == 2 ? parts[1] : "rw";
            MountModes modes = MountModes.parse(mode)
                    .filter(found -> found.propagation().isEmpty() && found.copies())
                    .orElseThrow(() -> new InvalidParameter("invalid mode: " + mode));
            return new From(parts[0], modes.isReadOnly());
        }
    }

    /** The options of a file system in memory, as {@code --tmpfs} has them. */
    public static String tmpfsText(MountRequest request) {
        StringBuilder text = new StringBuilder(request.readOnly() ? "ro" : "rw");
        request.tmpfsOptions().ifPresent(options -> {
            if (options.mode() != 0) {
                text.append(",mode=").append(Integer.toOctalString(options.mode()));
            }
            if (options.sizeBytes() != 0) {
                text.append(",size=").append(options.sizeBytes());
            }
            options.options().forEach(parts -> text.append(',').append(String.join("=", parts)));
        });
        return text.toString();
    }
}
