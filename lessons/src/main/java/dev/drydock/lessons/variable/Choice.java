package dev.drydock.lessons.variable;

import java.util.HashSet;
import java.util.List;

/** The values from which one is drawn; they are numbered from 0. */
public sealed interface Choice {
    /** How many there are, at least one. */
    int count();

    /** @param index from 0 to {@link #count} - 1 */
    String value(int index);

    /** One of several words. */
    record OneOf(List<String> words) implements Choice {
        public OneOf {
            words = List.copyOf(words);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("nothing to choose from");
            }
            if (new HashSet<>(words).size() < words.size()) {
                throw new IllegalArgumentException("the same value twice");
            }
            words.forEach(Values::check);
        }

        @Override
        public int count() {
            return words.size();
        }

        @Override
        public String value(int index) {
            return words.get(index);
        }
    }

    /**
     * A whole number, such as a port or a limit.
     *
     * @param first the least
     * @param last the greatest that may be
     * @param step from one to the next
     */
    record InRange(int first, int last, int step) implements Choice {
        public InRange {
            if (first < 0 || last < first || step < 1) {
                throw new IllegalArgumentException(first + "-" + last + " by " + step + " is no range");
            }
        }

        @Override
        public int count() {
            return (last - first) / step + 1;
        }

        @Override
        public String value(int index) {
            return Integer.toString(first + index * step);
        }
    }

    /** A name that was made up, such as {@code otter} or {@code brisk-otter}. */
    record MadeUp(int words) implements Choice {
        private static final List<String> NOUNS = List.of(
                "anchor", "badger", "beacon", "bottle", "canoe", "clover", "comet", "cricket", "falcon", "ferry",
                "gannet", "harbor", "heron", "island", "kettle", "lantern", "lemon", "magnet", "maple", "meadow",
                "otter", "pebble", "pigeon", "pilot", "pocket", "quartz", "rocket", "saddle", "salmon", "sparrow",
                "tiger", "timber", "tulip", "turtle", "velvet", "walnut", "willow", "window", "wizard", "zephyr");
        private static final List<String> ADJECTIVES = List.of(
                "amber", "bold", "brisk", "calm", "clever", "copper", "eager", "early", "fair", "gentle", "golden",
                "happy", "honest", "jolly", "keen", "kind", "lively", "lucky", "mellow", "merry", "noble", "patient",
                "plain", "polite", "proud", "quick", "quiet", "ready", "royal", "shiny", "silver", "simple", "smooth",
                "steady", "sunny", "swift", "tidy", "warm", "wise", "young");

        public MadeUp {
            if (words < 1 || words > 2) {
                throw new IllegalArgumentException("a name is made of 1 or 2 words, not of " + words);
            }
        }

        @Override
        public int count() {
            return words == 1 ? NOUNS.size() : NOUNS.size() * ADJECTIVES.size();
        }

        @Override
        public String value(int index) {
            String noun = NOUNS.get(index % NOUNS.size());
            return words == 1 ? noun : ADJECTIVES.get(index / NOUNS.size()) + "-" + noun;
        }
    }
}
