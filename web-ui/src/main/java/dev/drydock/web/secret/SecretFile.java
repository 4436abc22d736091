package dev.drydock.web.secret;

import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** A file of random bytes that only the server may read. It stays when the server is started again. */
public final class SecretFile {
    private SecretFile() {}

    /**
     * Reads the bytes; a file that is missing or has another size is made anew, because a crash may have left a part of it.
     *
     * @param size in bytes
     */
    public static byte[] open(Path file, int size) {
        try {
            byte[] kept = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            return kept.length == size ? kept : fresh(file, size);
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    private static byte[] fresh(Path file, int size) throws IOException {
        byte[] secret = new byte[size];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, secret, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        return secret;
    }
}
