package dev.drydock.core.volume;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.filter.PruneFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of {@code docker volume prune}. */
final class VolumePrune {
    private static final Logger LOG = LoggerFactory.getLogger(VolumePrune.class);
    private static final String ALL = "all";
    private final Volumes volumes;
    private final PruneFilter filter;
    private final boolean evenNamed;

    VolumePrune(Volumes volumes, Map<String, List<String>> terms, boolean evenNamed, Instant now) {
        this.volumes = volumes;
        if (terms.containsKey("until")) {
            // Volumes have no such filter, unlike everything else that can be pruned.
            throw new EngineException.InvalidParameter("invalid filter 'until'");
        }
        this.filter = PruneFilter.of(terms, Set.of(ALL), now);
        this.evenNamed =
                evenNamed || terms.getOrDefault(ALL, List.of()).stream().anyMatch(VolumePrune::isTrue);
    }

    private static boolean isTrue(String value) {
        return value.equals("1") || value.equals("true");
    }

    PrunedVolumes run(LongConsumer tell) {
        List<VolumeName> removed = new ArrayList<>();
        long space = 0;
        for (Volume volume : volumes.list()) {
            boolean wanted = (evenNamed || volume.isAnonymous())
                    // As dockerd: what is on another file system is not its own to clear away.
                    && volume.options().isEmpty()
                    && volumes.references(volume).isEmpty()
                    && filter.matches(volume.labels(), volume.createdAt());
            if (!wanted) {
                continue;
            }
            try {
                long size = volumes.size(volume);
                volumes.remove(volume.name().value());
                removed.add(volume.name());
                space += size;
            } catch (EngineException e) {
                LOG.info("volume {} is not pruned: {}", volume.name(), e.getMessage());
            }
        }
        tell.accept(space);
        return new PrunedVolumes(removed, space);
    }
}
