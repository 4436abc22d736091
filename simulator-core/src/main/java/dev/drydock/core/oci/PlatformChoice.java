package dev.drydock.core.oci;

import dev.drydock.core.error.EngineException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Platforms as users write them, and the choice of a manifest for one. */
public final class PlatformChoice {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");

    private PlatformChoice() {}

    /**
     * Reads {@code os}, {@code architecture}, {@code os/architecture} or {@code os/architecture/variant}.
     *
     * @param own what is taken for the part that is not said
     */
    public static Platform parse(String text, Platform own) {
        String[] parts = text.split("/", -1);
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                throw new EngineException.InvalidParameter("\"" + text + "\" is an invalid component of \"" + text
                        + "\": platform specifier component must" + " match \"^[A-Za-z0-9_-]+$\": invalid argument");
            }
        }
        return switch (parts.length) {
            case 1 -> {
                String only = parts[0].toLowerCase(Locale.ROOT);
                boolean isSystem =
                        List.of("linux", "windows", "darwin", "freebsd").contains(only);
                yield isSystem ? new Platform(own.architecture(), only, null) : normal(only, own.os(), null);
            }
            case 2 -> normal(parts[1], parts[0], null);
            case 3 -> normal(parts[1], parts[0], parts[2]);
            default ->
                throw new EngineException.InvalidParameter(
                        "\"" + text + "\": cannot parse platform specifier: invalid argument");
        };
    }

    private static Platform normal(String architecture, String os, @Nullable String variant) {
        String system = os.toLowerCase(Locale.ROOT).replace("macos", "darwin");
        String kind = variant == null ? "" : variant.toLowerCase(Locale.ROOT);
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "x86_64", "x86-64", "amd64" ->
                new Platform("amd64", system, kind.isEmpty() || kind.equals("v1") ? null : kind);
            case "aarch64", "arm64" ->
                new Platform("arm64", system, kind.isEmpty() || kind.equals("8") || kind.equals("v8") ? null : kind);
            case "i386", "i686", "386" -> new Platform("386", system, null);
            case "armhf" -> new Platform("arm", system, "v7");
            case "armel" -> new Platform("arm", system, "v6");
            case "arm" -> new Platform("arm", system, kind.isEmpty() ? "v7" : kind.startsWith("v") ? kind : "v" + kind);
            case String other -> new Platform(other, system, kind.isEmpty() ? null : kind);
        };
    }

    /** As {@code os/architecture/variant}. */
    public static String text(Platform platform) {
        String variant = platform.variant();
        return platform.os() + "/" + platform.architecture()
                + (variant == null || variant.isEmpty() ? "" : "/" + variant);
    }

    /** Of those that run on the platform the best one; of equals the first. */
    public static Optional<Descriptor> choose(List<Descriptor> manifests, Platform wanted) {
        return manifests.stream()
                .filter(each -> rank(each, wanted) >= 0)
                .max(Comparator.<Descriptor>comparingInt(each -> rank(each, wanted))
                        .thenComparing(Comparator.<Descriptor>comparingInt(manifests::indexOf)
                                .reversed()));
    }

    /** Negative when it does not run there; arm runs what was made for older variants. */
    private static int rank(Descriptor descriptor, Platform wanted) {
        Platform raw = descriptor.platform();
        if (raw == null || raw.os() == null || raw.architecture() == null) {
            return -1;
        }
        Platform has = normal(raw.architecture(), raw.os(), raw.variant());
        if (!has.os().equals(wanted.os()) || !has.architecture().equals(wanted.architecture())) {
            return -1;
        }
        int offered = version(has);
        int limit = version(wanted);
        return offered <= limit ? offered : -1;
    }

    private static int version(Platform platform) {
        String variant = platform.variant();
        if (variant == null || variant.isEmpty()) {
            return platform.architecture().equals("arm64") ? 8 : 1;
        }
        String digits = variant.replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 3 ? 0 : Integer.parseInt(digits);
    }
}
