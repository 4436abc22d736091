package dev.drydock.lessons.check;

import java.util.Map;
import java.util.Optional;

/** What was seen at the last looks. What nobody has looked at yet is not known. */
public record Sights(Map<Look, Sight> all) {
    public static final Sights NONE = new Sights(Map.of());

    public Sights {
        all = Map.copyOf(all);
    }

    Optional<Sight> find(Look look) {
        return Optional.ofNullable(all.get(look));
    }
}
