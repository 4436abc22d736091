package dev.drydock.sandbox.storage;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.sandbox.libc.Libc;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A path inside a tree, as an archive names it, made plain: no leading slash, no {@code .}, no {@code ..}.
 *
 * @param text empty for the root of the tree
 */
record TreePath(String text) {
    /**
     * Reads a name as dockerd does: {@code a/../b} is {@code b}, an absolute name counts from the root.
     *
     * @throws InvalidParameter when it leads out of the tree
     */
    static TreePath of(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new InvalidParameter("archive: a name contains a zero byte");
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : name.split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.pollLast() == null && !name.startsWith("/")) {
                        throw new InvalidParameter("archive: \"" + name + "\" is outside of the layer");
                    }
                }
                default -> parts.addLast(part);
            }
        }
        return new TreePath(String.join("/", parts));
    }

    boolean isRoot() {
        return text.isEmpty();
    }

    /** Empty when it lies in the root. */
    String parent() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? "" : text.substring(0, slash);
    }

    /** As C takes it; the root's own name is {@code .}. */
    byte[] lastName() {
        return Libc.cString(isRoot() ? "." : fileName());
    }

    String fileName() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    TreePath sibling(String name) {
        return new TreePath(parent().isEmpty() ? name : parent() + "/" + name);
    }
}
