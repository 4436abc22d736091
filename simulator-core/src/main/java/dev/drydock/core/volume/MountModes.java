package dev.drydock.core.volume;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The words after the second colon of {@code -v}, such as {@code ro,rslave}.
 *
 * @param propagation empty when none is given
 */
record MountModes(boolean isReadOnly, boolean copies, Optional<Propagation> propagation) {
    private static final List<Set<String>> KINDS = List.of(
            Set.of("rw", "ro"),
            // Labels of SELinux, which lab hosts have not.
            Set.of("z", "Z"),
            Set.of("nocopy"),
            // How often files are compared on other systems than Linux.
            Set.of("consistent", "cached", "delegated"));

    /** Empty for a word that there is not, or for two of one kind. */
    static Optional<MountModes> parse(String text) {
        Set<Integer> seen = new HashSet<>();
        boolean readOnly = false;
        boolean copies = true;
        Optional<Propagation> propagation = Optional.empty();
        for (String word : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int kind = kind(word);
            if (kind < 0 || !seen.add(kind)) {
                return Optional.empty();
            }
            readOnly |= word.equals("ro");
            copies &= !word.equals("nocopy");
            Optional<Propagation> found = Propagation.parse(word);
            propagation = found.isPresent() ? found : propagation;
        }
        return Optional.of(new MountModes(readOnly, copies, propagation));
    }

    private static int kind(String word) {
        if (Propagation.parse(word).isPresent()) {
            return KINDS.size();
        }
        for (int i = 0; i < KINDS.size(); i++) {
            if (KINDS.get(i).contains(word)) {
                return i;
            }
        }
        return -1;
    }
}
