package dev.drydock.core.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of volumes does. */
public abstract class VolumeStoreContract {
    private static final Instant TIME = Instant.parse("2026-01-02T00:00:00.123456789Z");
    private static final Volume PLAIN =
            new Volume(new VolumeName("Some_volume.1"), TIME, Map.of(), Map.of(), false, Optional.empty());

    /** Opens the store on the same storage each time. */
    protected abstract VolumeStore open();

    @Test
    void givesBackVolumes() {
        Volume anonymous = new Volume(
                new VolumeName("f".repeat(64)),
                TIME,
                Map.of("label", "värde"),
                Map.of("type", "tmpfs"),
                true,
                Optional.of("1".repeat(64)));
        Volume longest = new Volume(new VolumeName("x".repeat(255)), TIME, Map.of(), Map.of(), false, Optional.empty());
        VolumeStore store = open();
        store.save(new StoredVolume(PLAIN, false));
        store.save(new StoredVolume(anonymous, true));
        store.save(new StoredVolume(longest, false));

        assertThat(open().load())
                .containsExactlyInAnyOrder(
                        new StoredVolume(PLAIN, false),
                        new StoredVolume(anonymous, true),
                        new StoredVolume(longest, false));
    }

    @Test
    void theLastOneOfANameCounts() {
        VolumeStore store = open();
        store.save(new StoredVolume(PLAIN, false));
        store.save(new StoredVolume(PLAIN, true));

        assertThat(open().load()).containsExactly(new StoredVolume(PLAIN, true));
    }

    @Test
    void forgets() {
        VolumeStore store = open();
        store.save(new StoredVolume(PLAIN, false));
        store.delete(PLAIN.name());
        store.delete(new VolumeName("unknown"));

        assertThat(open().load()).isEmpty();
    }
}
