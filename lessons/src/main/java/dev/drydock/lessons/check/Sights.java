package dev.drydock.lessons.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was seen at the last looks. What nobody has looked at yet is not known. */
public record Sights(Map<Look, Sight> all) {
    public static final Sights NONE = new Sights(Map.of());

    public Sights {
        all = Map.copyOf(all);
    }

    /** Whether each of these was seen. */
    public boolean has(Set<Look> looks) {
        return looks.stream()
                .allMatch(look -> find(look)
                        .filter(sight -> !(sight instanceof Sight.Failed))
                        .isPresent());
    }

    Optional<Sight> find(Look look) {
        return Optional.ofNullable(all.get(look));
    }
}
