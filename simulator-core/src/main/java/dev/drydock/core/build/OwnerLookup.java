package dev.drydock.core.build;

import dev.drydock.core.container.ContainerPath;
import dev.drydock.core.container.ContainerTree;
import dev.drydock.core.container.ContainerTree.Owner;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.nio.charset.StandardCharsets;

/** Finds the user and group of {@code --chown} in the files of the image. */
final class OwnerLookup {
    private static final int LIMIT = 1 << 20;
    private static final int IDS = 65536;

    private OwnerLookup() {}

    /** @param chown {@code user}, which is also the group's name then, or {@code user:group}; names or numbers */
    static Owner of(String chown, ContainerTree tree) {
        int colon = chown.indexOf(':');
        String user = colon < 0 ? chown : chown.substring(0, colon);
        String group = colon < 0 ? chown : chown.substring(colon + 1);
        if (user.isEmpty() || group.isEmpty() || group.indexOf(':') >= 0) {
            throw new InvalidParameter("invalid chown string format: " + chown);
        }
        try {
            return new Owner(
                    number(user, "/etc/passwd", "can't find uid for user " + user + ": no such user: " + user, tree),
                    number(
                            group,
                            "/etc/group",
                            "can't find gid for group " + group + ": no such group: " + group,
                            tree));
        } catch (InvalidParameter e) {
            throw new InvalidParameter("unable to convert uid/gid chown string to host mapping: " + e.getMessage(), e);
        }
    }

    private static int number(String name, String file, String unknown, ContainerTree tree) {
        if (name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() <= 9) {
            int id = Integer.parseInt(name);
            if (id >= IDS) {
                throw new InvalidParameter("Container ID " + id + " cannot be mapped to a host ID");
            }
            return id;
        }
        String path = ContainerPath.of(file).followed(tree::readLink);
        String text = new String(tree.head(path, LIMIT).orElse(new byte[0]), StandardCharsets.UTF_8);
        return text.lines()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 2 && fields[0].equals(name))
                .map(fields -> fields[2])
                .filter(id -> !id.isEmpty() && id.length() <= 5 && id.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(Integer::parseInt)
                .findFirst()
                .orElseThrow(() -> new InvalidParameter(unknown));
    }
}
