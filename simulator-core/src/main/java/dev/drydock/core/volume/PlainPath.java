package dev.drydock.core.volume;

import java.util.ArrayList;
import java.util.List;

/** Paths by their letters alone. */
public final class PlainPath {
    private PlainPath() {}

    /** As Go's path.Clean of an absolute path: without {@code .}, {@code ..} and double slashes. */
    public static String clean(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.removeLast();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names);
    }
}
