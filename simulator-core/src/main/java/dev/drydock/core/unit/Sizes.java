package dev.drydock.core.unit;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them for Docker: {@code 10m}, {@code 1.5GB}, {@code 64}; units are powers of 1024. */
public final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?([kmgtp]?)i?b?");
    private static final String UNITS = "kmgtp";

    private Sizes() {}

    /** Bytes; empty when the text is not a size. */
    public static Optional<Long> parse(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        BigDecimal bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(1024).pow(power));
        return Optional.of(bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }
}
