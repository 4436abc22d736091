package dev.drydock.sandbox.debian;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Where this machine fetches Debian's packages from, or Debian's own addresses where it does not. */
record Mirrors(String main, String security) {
    /** Of {@code apt-get indextargets}. */
    static final String FORMAT = "$(REPO_URI)|$(ORIGIN)|$(LABEL)";

    private static final Mirrors DEBIAN =
            new Mirrors("http://deb.debian.org/debian", "http://deb.debian.org/debian-security");
    /** Nothing that could mean something to apt's list of sources, and no password. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:_/~%-]+");

    /** Reads what apt answers, a line for each index. */
    static Mirrors of(String targets) {
        List<String[]> lines = targets.lines()
                .map(line -> line.split("\\|", -1))
                .filter(parts -> parts.length == 3
                        && parts[1].equals("Debian")
                        && ADDRESS.matcher(parts[0]).matches())
                .toList();
        return new Mirrors(
                first(lines, label -> label.equals("Debian"), DEBIAN.main),
                first(lines, label -> label.equals("Debian-Security"), DEBIAN.security));
    }

    private static String first(List<String[]> lines, Predicate<String> label, String otherwise) {
        return lines.stream()
                .filter(parts -> label.test(parts[2]))
                .map(parts -> parts[0])
                .findFirst()
                .orElse(otherwise);
    }
}
