package dev.drydock.web.registry;

import dev.drydock.web.secret.SecretFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** By what a person shows the registry that they teach: they may push everywhere, from any lab host. */
public final class InstructorLogin {
    /** As in {@code docker login -u}; no student's login, whatever their lab host is called. */
    public static final String USER = "instructor";

    private static final int SECRET = 16;
    private final String password;

    /** @param password that nobody can guess */
    public InstructorLogin(String password) {
        this.password = password;
    }

    /** The password of this server, which is made when there is none yet. */
    public static InstructorLogin open(Path file) {
        return new InstructorLogin(HexFormat.of().formatHex(SecretFile.open(file, SECRET)));
    }

    public String password() {
        return password;
    }

    /** Takes the same time for every wrong password of one length. */
    boolean accepts(String given) {
        return MessageDigest.isEqual(bytes(password), bytes(given));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "InstructorLogin[" + USER + "]";
    }
}
