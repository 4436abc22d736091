package dev.drydock.lessons.check;

import dev.drydock.core.container.Container;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.VolumeMount;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that is to be mounted in a container.
 *
 * @param source a volume's name, or a path of the lab host
 * @param target path in the container
 */
public record MountWish(
        Optional<Type> type, Optional<TextPattern> source, Optional<TextPattern> target, Optional<Boolean> isReadOnly) {
    private static final int ANONYMOUS_NAME = 64;
    private static final int SHORT_NAME = 12;

    /** Docker's words for it. */
    public enum Type {
        BIND,
        VOLUME,
        TMPFS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Mounted(Type type, String source, String target, boolean isReadOnly) {
        static Mounted of(Mount mount) {
            return switch (mount) {
                case BindMount bind -> new Mounted(Type.BIND, bind.source(), bind.destination(), bind.isReadOnly());
                case VolumeMount volume ->
                    new Mounted(Type.VOLUME, volume.volume().value(), volume.destination(), volume.isReadOnly());
                case TmpfsMount tmpfs -> new Mounted(Type.TMPFS, "", tmpfs.destination(), tmpfs.isReadOnly());
            };
        }

        String text() {
            String name = source.length() == ANONYMOUS_NAME ? source.substring(0, SHORT_NAME) + "…" : source;
            return type.word() + " " + (name.isEmpty() ? "" : name + ":") + target + (isReadOnly ? ":ro" : "");
        }
    }

    /** Why a container does not have it. */
    Optional<Reason> failure(Container container) {
        List<Mounted> mounted = Stream.concat(
                        container.mounts().stream().map(Mounted::of),
                        container.hostConfig().tmpfs().keySet().stream()
                                .map(target -> new Mounted(Type.TMPFS, "", target, false)))
                .toList();
        if (mounted.stream().anyMatch(this::isMeant)) {
            return Optional.empty();
        }
        Reason real = mounted.isEmpty()
                ? Reason.of("container.mount.none", container.name())
                : Reason.of(
                        "container.mount",
                        container.name(),
                        Sentences.shortened(mounted.stream().map(Mounted::text).collect(Collectors.joining(", "))));
        return Optional.of(real.then(Reason.of("wanted.like", text())));
    }

    private boolean isMeant(Mounted mounted) {
        return type.stream().allMatch(mounted.type()::equals)
                && source.stream().allMatch(pattern -> pattern.matches(mounted.source()))
                && target.stream().allMatch(pattern -> pattern.matches(mounted.target()))
                && isReadOnly.stream().allMatch(wanted -> wanted == mounted.isReadOnly());
    }

    private String text() {
        String from = source.map(pattern -> pattern.glob() + ":").orElse("");
        String to = target.map(TextPattern::glob).orElse("*");
        return type.map(each -> each.word() + " ").orElse("")
                + from
                + to
                + (isReadOnly.equals(Optional.of(true)) ? ":ro" : "");
    }
}
