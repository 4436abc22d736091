package dev.drydock.lessons.check;

import dev.drydock.core.container.Health;
import dev.drydock.core.container.Phase;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.check.Check.OfContainer;
import java.util.List;
import java.util.Optional;

/** Builds container checks for tests, one condition after another. */
record ContainerWish(OfContainer check) {
    static final ContainerWish ANY = new ContainerWish(new OfContainer(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            NumberTest.SOME,
            List.of(),
            List.of()));

    ContainerWish name(String glob) {
        return with(Optional.of(new TextPattern(glob)), check.image(), check.state(), check.exitCode(), check.count());
    }

    ContainerWish image(String reference) {
        Optional<ImageReference> image = Optional.of(ImageReference.parse(reference));
        return with(check.name(), image, check.state(), check.exitCode(), check.count());
    }

    ContainerWish state(Phase state) {
        return with(check.name(), check.image(), Optional.of(state), check.exitCode(), check.count());
    }

    ContainerWish health(Health.Status health) {
        return new ContainerWish(new OfContainer(
                check.name(),
                check.image(),
                check.state(),
                Optional.of(health),
                check.exitCode(),
                check.arguments(),
                check.createdInStep(),
                check.startedInStep(),
                check.count(),
                check.traits(),
                check.mounts()));
    }

    ContainerWish exitCode(String test) {
        return with(check.name(), check.image(), check.state(), Optional.of(NumberTest.parse(test)), check.count());
    }

    ContainerWish count(String test) {
        return with(check.name(), check.image(), check.state(), check.exitCode(), NumberTest.parse(test));
    }

    ContainerWish arguments(String glob) {
        return rest(Optional.of(new TextPattern(glob)), check.createdInStep(), check.startedInStep());
    }

    ContainerWish createdInStep() {
        return rest(check.arguments(), true, check.startedInStep());
    }

    ContainerWish startedInStep() {
        return rest(check.arguments(), check.createdInStep(), true);
    }

    ContainerWish trait(Trait trait) {
        return configured(List.of(trait), check.mounts());
    }

    ContainerWish mount(MountWish mount) {
        return configured(check.traits(), List.of(mount));
    }

    private ContainerWish configured(List<Trait> traits, List<MountWish> mounts) {
        return new ContainerWish(new OfContainer(
                check.name(),
                check.image(),
                check.state(),
                check.health(),
                check.exitCode(),
                check.arguments(),
                check.createdInStep(),
                check.startedInStep(),
                check.count(),
                traits,
                mounts));
    }

    private ContainerWish with(
            Optional<TextPattern> name,
            Optional<ImageReference> image,
            Optional<Phase> state,
            Optional<NumberTest> exitCode,
            NumberTest count) {
        return new ContainerWish(new OfContainer(
                name,
                image,
                state,
                check.health(),
                exitCode,
                check.arguments(),
                check.createdInStep(),
                check.startedInStep(),
                count,
                check.traits(),
                check.mounts()));
    }

    private ContainerWish rest(Optional<TextPattern> arguments, boolean created, boolean started) {
        return new ContainerWish(new OfContainer(
                check.name(),
                check.image(),
                check.state(),
                check.health(),
                check.exitCode(),
                arguments,
                created,
                started,
                check.count(),
                check.traits(),
                check.mounts()));
    }
}
