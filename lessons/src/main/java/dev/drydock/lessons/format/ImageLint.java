package dev.drydock.lessons.format;

import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfBuild;
import dev.drydock.lessons.check.Check.OfContainer;
import dev.drydock.lessons.check.Check.OfEvent;
import dev.drydock.lessons.check.Check.OfImage;
import dev.drydock.lessons.check.Check.OfInside;
import dev.drydock.lessons.check.Check.OfLayer;
import dev.drydock.lessons.check.Check.OfName;
import dev.drydock.lessons.check.Check.OfNetwork;
import dev.drydock.lessons.check.Check.OfVolume;
import dev.drydock.lessons.check.Check.OnHost;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds images that a lesson needs and that a lab host without a network neither has nor makes in the lesson. */
final class ImageLint {
    private final OfferedImages offered;
    private final Set<ImageReference> made = new HashSet<>();
    private boolean isOpen;

    /** @param needed that the lesson says it needs besides */
    ImageLint(OfferedImages offered, Collection<ImageReference> needed) {
        this.offered = offered;
        made.addAll(needed);
    }

    /** Takes note of what commands make. */
    void learn(Collection<String> commands) {
        for (String command : commands) {
            ImageUse use = ImageUse.of(command);
            isOpen |= use.isOpen();
            use.made().stream()
                    .flatMap(name -> OfferedImages.parse(name).stream())
                    .forEach(made::add);
        }
    }

    /** Says what is wrong with a command, if anything. */
    Optional<String> problem(String command) {
        return problem(ImageUse.of(command).needed().stream().flatMap(name -> OfferedImages.parse(name).stream()));
    }

    Optional<String> problem(Check check) {
        return problem(images(check));
    }

    private Optional<String> problem(Stream<ImageReference> images) {
        return images.filter(image -> !isOpen && !offered.has(image) && !made.contains(image))
                .findFirst()
                .map(image -> "the image " + image.familiar()
                        + " is not offered offline, no solution makes it, and \"images\" does not name it");
    }

    private static Stream<ImageReference> images(Check check) {
        return switch (check) {
            case All(List<Check> checks) -> checks.stream().flatMap(ImageLint::images);
            case Any(List<Check> checks) -> checks.stream().flatMap(ImageLint::images);
            case Not _ -> Stream.empty();
            case OnHost(int _, Check there) -> images(there);
            case OfContainer container -> container.image().stream();
            case OfImage image -> Stream.of(image.reference());
            case OfEvent event -> event.image().stream();
            case OfLayer layer -> Stream.of(layer.image());
            case OfNetwork _, OfName _, OfVolume _, OfBuild _, OfInside _ -> Stream.empty();
        };
    }
}
