package dev.drydock.core.build;

import dev.drydock.core.image.ImageId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What was done last on an image, to tell why it cannot be used again: for people, not for the cache. Safe for several threads.
 */
final class PreviousSteps {
    private static final int KEPT = 500;
    private static final int SHOWN = 20;

    private final Map<String, Step> steps = new LinkedHashMap<>();

    /**
     * A step.
     *
     * @param text the instruction as it is written
     * @param contents digests of what it copied, by path
     */
    record Step(String text, Map<String, String> contents) {
        Step {
            contents = Map.copyOf(contents);
        }
    }

    private static String key(Optional<ImageId> parent) {
        return parent.map(ImageId::toString).orElse("");
    }

    synchronized void done(Optional<ImageId> parent, Step step) {
        String key = key(parent);
        steps.remove(key);
        steps.put(key, step);
        if (steps.size() > KEPT) {
            steps.remove(steps.keySet().iterator().next());
        }
    }

    /** Why the step is not in the cache, on an image that is there. */
    synchronized CacheMiss reason(Optional<ImageId> parent, Step step) {
        Step before = steps.get(key(parent));
        if (before == null) {
            return new CacheMiss.New();
        } else if (!before.text().equals(step.text())) {
            return new CacheMiss.Instruction(before.text());
        }
        TreeSet<String> paths = new TreeSet<>(before.contents().keySet());
        paths.addAll(step.contents().keySet());
        List<String> changed = paths.stream()
                .filter(path -> !Objects.equals(
                        before.contents().get(path), step.contents().get(path)))
                .limit(SHOWN)
                .toList();
        return changed.isEmpty() ? new CacheMiss.Arguments() : new CacheMiss.Files(changed);
    }
}
