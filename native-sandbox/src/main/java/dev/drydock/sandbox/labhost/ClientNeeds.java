package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program of this machine needs of another system to run there. The machine's own C library cannot come along: it
 * would take the place of the one that everything else there was made for.
 *
 * @param minor the newest version {@code 2.MINOR} of the C library that it asks for; 0 when it asks for none
 * @param hasOthers whether it needs libraries besides the C library's
 */
record ClientNeeds(int minor, boolean hasOthers) {
    /** Libraries that come with the C library, by the beginnings of their names. */
    private static final List<String> PARTS =
            List.of("libc.so", "ld-linux", "libdl.so", "libpthread.so", "libresolv.so", "libm.so", "librt.so");

    private static final byte[] NAME = "GLIBC_2.".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern VERSION = Pattern.compile("2\\.(\\d{1,4})\\D.*");

    static ClientNeeds of(HostProgram program) {
        if (program.libraries().isEmpty()) {
            return new ClientNeeds(0, false);
        }
        boolean others = program.libraries().stream()
                .map(library -> library.toFile().getName())
                .anyMatch(name -> PARTS.stream().noneMatch(name::startsWith));
        return new ClientNeeds(newest(program.file()), others);
    }

    boolean areMetBy(Map<String, String> packages) {
        if (minor == 0 && !hasOthers) {
            return true;
        }
        Matcher version = VERSION.matcher(packages.getOrDefault("libc6", ""));
        return !hasOthers && version.matches() && Integer.parseInt(version.group(1)) >= minor;
    }

    /** Programs name each version of the library that they use a symbol of. */
    private static int newest(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            int newest = 0;
            int matched = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (matched == NAME.length) {
                    int number = 0;
                    while (Character.isDigit(next) && number < 1000) {
                        number = number * 10 + next - '0';
                        next = in.read();
                    }
                    newest = Math.max(newest, number);
                    matched = 0;
                }
                if (next == NAME[matched]) {
                    matched++;
                } else {
                    matched = next == NAME[0] ? 1 : 0;
                }
            }
            return newest;
        } catch (IOException e) {
            throw new SystemFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
