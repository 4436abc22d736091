package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.volume.Volume;
import dev.drydock.core.volume.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of volumes after any end of a server. */
final class VolumeInvariants {
    private VolumeInvariants() {}

    /**
     * Every volume has a file and a directory, and the other way round; an anonymous one has a container.
     *
     * @param containers ids of all
     * @param engine where the engine keeps what it knows
     * @param disk top directory of the lab's disk
     */
    static void check(Volumes volumes, Set<String> containers, Path engine, Path disk) throws IOException {
        List<Volume> all = volumes.list();
        Set<String> names = new TreeSet<>();
        for (Volume volume : all) {
            names.add(volume.name().value());
            assertThat(containers).containsAll(volumes.references(volume));
            if (volume.isAnonymous()) {
                assertThat(volumes.references(volume)).isNotEmpty();
            }
        }
        assertThat(Listing.files(engine.resolve("volumes"))).hasSize(all.size());
        Path directories = disk.resolve("root/upper/var/lib/docker/volumes");
        assertThat(Files.exists(directories) ? Listing.directories(directories) : Set.of())
                .isEqualTo(names);
    }
}
