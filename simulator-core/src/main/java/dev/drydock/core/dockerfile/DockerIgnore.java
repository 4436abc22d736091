package dev.drydock.core.dockerfile;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code .dockerignore}: which files of a context a build does not see. Of the patterns that match a path or one of its parents the
 * last one counts; those with {@code !} bring back what others exclude. Not for use by several threads.
 *
 * @see <a href="https://docs.docker.com/build/concepts/context/#dockerignore-files">.dockerignore files</a>
 */
public final class DockerIgnore {
    /** Its greatest length in characters. */
    public static final int MAX_LENGTH = 1 << 20;

    /** How many steps all questions together may take; each step is a character of a path at a part of a pattern. */
    private static final long MAX_WORK = 1L << 29;

    private final List<Rule> rules;
    private long work;

    private DockerIgnore(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    private record Rule(boolean isException, String text, PathPattern pattern) {}

    /**
     * @param text may begin with a byte order mark
     * @throws InvalidParameter for patterns that are none, in Docker's words, and for a file that is too long
     */
    public static DockerIgnore parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidParameter(".dockerignore greater than max allowed size of " + MAX_LENGTH);
        }
        List<Rule> rules = new ArrayList<>();
        String lines = text.startsWith("\ufeff") ? text.substring(1) : text;
        for (String line : lines.split("\n", -1)) {
            String pattern = Spaces.trim(line);
            if (!line.startsWith("#") && !pattern.isEmpty()) {
                rules.add(rule(pattern));
            }
        }
        return new DockerIgnore(rules);
    }

    private static Rule rule(String pattern) {
        boolean isException = pattern.charAt(0) == '!';
        String path = isException ? Spaces.trim(pattern.substring(1)) : pattern;
        if (path.isEmpty()) {
            throw new InvalidParameter("illegal exclusion pattern: \"!\"");
        }
        String clean = clean(path);
        String relative = clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean;
        return new Rule(isException, relative, PathPattern.of(relative));
    }

    /** Without {@code .}, {@code ..} and empty names, as Go's {@code filepath.Clean}. */
    private static String clean(String path) {
        List<String> names = new ArrayList<>();
        boolean isAbsolute = path.startsWith("/");
        for (String name : path.split("/", -1)) {
            boolean isInside = !names.isEmpty() && !names.getLast().equals("..");
            boolean isParent = name.equals("..");
            if (isParent && isInside) {
                names.removeLast();
            } else if (!name.isEmpty() && !name.equals(".") && !(isParent && isAbsolute)) {
                names.add(name);
            }
        }
        String joined = String.join("/", names);
        return isAbsolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    /**
     * Whether a build does not see a file or directory.
     *
     * @param path in the context, names with {@code /} between them, none before
     */
    public boolean excludes(String path) {
        boolean isExcluded = false;
        for (Rule rule : rules) {
            if (rule.isException() == isExcluded && rule.pattern().matches(path, this::work)) {
                isExcluded = !rule.isException();
            }
        }
        return isExcluded;
    }

    /**
     * Whether something below an excluded directory may be seen all the same. Docker looks into it only where a pattern with {@code !}
     * names the directory or something below it in so many words, stars do not count.
     *
     * @param directory as {@link #excludes} takes it
     */
    public boolean mayIncludeBelow(String directory) {
        return rules.stream().anyMatch(rule -> rule.isException() && (rule.text() + "/").startsWith(directory + "/"));
    }

    private void work(int steps) {
        work += steps;
        if (work > MAX_WORK) {
            throw new InvalidParameter(".dockerignore: its patterns take too long for so many files");
        }
    }
}
