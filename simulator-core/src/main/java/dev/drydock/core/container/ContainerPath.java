package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/**
 * A path as {@code docker cp} takes it, made absolute and plain. A slash or {@code /.} at its end keeps its meaning.
 *
 * @param text such as {@code /tmp/file}, {@code /tmp/}, {@code /tmp/.}
 */
public record ContainerPath(String text) {
    private static final int MAX_LINKS = 255;

    public static ContainerPath of(String given) {
        String plain = clean(given);
        boolean dot = given.equals(".") || given.endsWith("/.");
        boolean slash = given.endsWith("/");
        String end = dot ? "/." : slash ? "/" : "";
        return new ContainerPath(plain.equals("/") ? (dot ? "/." : "/") : plain + end);
    }

    /** Without what means nothing: {@code /a/../b//c/.} is {@code /b/c}. */
    private static String clean(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> names.pollLast();
                default -> names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /** Whether it can only name a directory. */
    boolean wantsDirectory() {
        return text.endsWith("/") || text.endsWith("/.");
    }

    /** What {@code basename} says: the last name, {@code .} if it ends so, {@code /} for the root. */
    public String base() {
        if (text.endsWith("/.")) {
            return ".";
        }
        String name = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return name.isEmpty() ? "/" : name.substring(name.lastIndexOf('/') + 1);
    }

    /** Follows every link but the one that the path itself may name; with a slash at the end that one, too. */
    String resolved(Function<String, Optional<String>> links) {
        if (wantsDirectory()) {
            return followed(links);
        }
        int slash = text.lastIndexOf('/');
        String parent = follow(text.substring(0, slash), links);
        return (parent.equals("/") ? "" : parent) + text.substring(slash);
    }

    /** Follows every link. What does not exist is taken as it stands. */
    public String followed(Function<String, Optional<String>> links) {
        return follow(text, links);
    }

    private static String follow(String path, Function<String, Optional<String>> links) {
        Deque<String> rest = new ArrayDeque<>();
        push(path, rest);
        String at = "";
        int followed = 0;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                at = at.isEmpty() ? "" : at.substring(0, at.lastIndexOf('/'));
                continue;
            }
            Optional<String> target = links.apply(at + "/" + name);
            if (target.isEmpty()) {
                at = at + "/" + name;
                continue;
            }
            if (++followed > MAX_LINKS) {
                throw new EngineException.SystemFailure("evalSymlinksInScope: too many links in " + path);
            }
            at = target.get().startsWith("/") ? "" : at;
            push(target.get(), rest);
        }
        return at.isEmpty() ? "/" : at;
    }

    private static void push(String path, Deque<String> rest) {
        String[] names = path.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            rest.push(names[i]);
        }
    }
}
