package dev.drydock.core.container;

import dev.drydock.core.container.ContainerTree.Owner;
import dev.drydock.core.error.EngineException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds a container's user in its own {@code /etc/passwd}. */
final class UserLookup {
    private static final int LIMIT = 1 << 20;
    private static final int FIELDS = 4;

    private UserLookup() {}

    /** Empty for a container that names no user: dockerd then keeps the owners of the archive. */
    static Optional<Owner> owner(String user, ContainerTree tree) {
        if (user.isEmpty()) {
            return Optional.empty();
        }
        String file = ContainerPath.of("/etc/passwd").followed(tree::readLink);
        String passwd = new String(tree.head(file, LIMIT).orElse(new byte[0]), StandardCharsets.UTF_8);
        return Optional.of(passwd.lines()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length >= FIELDS && (fields[0].equals(user) || fields[2].equals(user)))
                .flatMap(fields -> parse(fields).stream())
                .findFirst()
                .orElseThrow(() -> new EngineException.SystemFailure(
                        "getent unable to find entry \"" + user + "\" in passwd database")));
    }

    private static Optional<Owner> parse(String[] fields) {
        try {
            return Optional.of(new Owner(Integer.parseUnsignedInt(fields[2]), Integer.parseUnsignedInt(fields[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
