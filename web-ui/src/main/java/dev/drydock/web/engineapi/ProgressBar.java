package dev.drydock.web.engineapi;

import java.util.Locale;

/** The bar that Docker draws: {@code [=====>    ]  1.2MB/12MB}. */
final class ProgressBar {
    private static final int WIDTH = 50;
    private static final int UNIT = 1000;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final int DIGITS = 4;

    private ProgressBar() {}

    static String of(long current, long total) {
        if (total <= 0) {
            return current <= 0 ? "" : padded(size(current));
        }
        int done = (int) Math.min(WIDTH, current * 100.0 / total / 2);
        String bar = "[" + "=".repeat(done) + ">" + " ".repeat(WIDTH - done) + "] ";
        return bar + padded(size(current)) + (current > total ? "" : "/" + size(total));
    }

    private static String padded(String text) {
        return String.format(Locale.ROOT, "%8s", text);
    }

    /** As go-units writes sizes: four digits, in powers of 1000. */
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= UNIT && unit < UNITS.length - 1) {
            value /= UNIT;
            unit++;
        }
        return digits(value) + UNITS[unit];
    }

    /** Go's {@code %.4g} for values below a thousand. */
    private static String digits(double value) {
        int whole = value < 10 ? 1 : value < 100 ? 2 : 3;
        String text = String.format(Locale.ROOT, "%." + (DIGITS - whole) + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
