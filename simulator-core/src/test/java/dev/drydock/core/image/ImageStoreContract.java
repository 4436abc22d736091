package dev.drydock.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every store of a lab's images does. */
public abstract class ImageStoreContract {
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-01-02T00:00:00.123456789Z");

    /** Opens the store on the same storage each time. */
    protected abstract ImageStore open();

    private static ImageRecord image(String seed, Map<String, Instant> names) {
        ImageId id = new ImageId(Digest.ofBytes(seed.getBytes(StandardCharsets.UTF_8)));
        return new ImageRecord(
                id,
                names.entrySet().stream()
                        .collect(Collectors.toMap(entry -> ImageReference.parse(entry.getKey()), Map.Entry::getValue)));
    }

    @Test
    void aNewLabHasNotBeenInitialised() {
        assertThat(open().load()).isEmpty();
    }

    @Test
    void aLabWithoutImagesIsNotANewOne() {
        open().initialise(List.of());

        assertThat(open().load()).contains(List.of());
    }

    @Test
    void keepsTheFirstImages() {
        ImageRecord one = image("one", Map.of("busybox", EARLY, "localhost:5000/b@sha256:" + "0".repeat(64), LATE));
        ImageRecord two = image("two", Map.of());
        open().initialise(List.of(one, two));

        assertThat(open().load().orElseThrow()).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void keepsWhatAnImageWasMadeFrom() {
        ImageRecord base = image("one", Map.of("busybox", EARLY));
        ImageRecord made = new ImageRecord(
                image("two", Map.of()).id(),
                Optional.of(base.id()),
                Optional.of(base.id().digest()),
                Optional.of(LATE),
                Map.of());
        ImageStore store = open();
        store.initialise(List.of(base));
        store.save(made);

        assertThat(open().load().orElseThrow()).containsExactlyInAnyOrder(base, made);
    }

    @Test
    void aSavedImageTakesThePlaceOfItsOldNames() {
        ImageStore store = open();
        store.initialise(List.of(image("one", Map.of("busybox", EARLY))));
        ImageRecord renamed = image("one", Map.of("busybox:1.36", LATE));
        store.save(renamed);

        assertThat(open().load().orElseThrow()).containsExactly(renamed);
    }

    @Test
    void aDeletedImageIsGone() {
        ImageStore store = open();
        ImageRecord image = image("one", Map.of("busybox", EARLY));
        store.initialise(List.of(image));
        store.delete(image.id());
        store.delete(image.id());

        assertThat(open().load()).contains(List.of());
    }
}
