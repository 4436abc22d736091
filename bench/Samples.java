import java.util.Arrays;
import java.util.Locale;

/** Durations of one figure, in nanoseconds. */
final class Samples {
    private final long[] sorted;

    Samples(long[] nanoseconds) {
        sorted = nanoseconds.clone();
        Arrays.sort(sorted);
    }

    double min() {
        return sorted[0] / 1e6;
    }

    /** The value in milliseconds below which this share of the samples lies (nearest rank). */
    double percentile(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / 1e6;
    }

    String row() {
        return String.format(Locale.ROOT, "%9.2f %9.2f %9.2f", min(), percentile(0.5), percentile(0.95));
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "\"min\": %.3f, \"p50\": %.3f, \"p95\": %.3f, \"n\": %d",
                min(),
                percentile(0.5),
                percentile(0.95),
                sorted.length);
    }
}
