package dev.drydock.web.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Dockerfile that both engines build.
 *
 * @param setUp commands that make the context, one a line
 * @param options of {@code docker build}
 */
record BuildCase(String name, String setUp, String options, String dockerfile) {
    private static final String BEGIN = "== ";
    private static final String SET_UP = ": ";
    private static final String OPTIONS = "> ";

    /** Reads cases: {@code == name}, lines {@code : command} and {@code > options}, then the Dockerfile. */
    static List<BuildCase> read(Path file) throws IOException {
        List<BuildCase> cases = new ArrayList<>();
        for (String part : ("\n" + Files.readString(file)).split("\n" + BEGIN, -1)) {
            int end = part.indexOf('\n');
            if (!part.startsWith("\n") && end >= 0) {
                cases.add(of(part.substring(0, end), part.substring(end + 1)));
            }
        }
        return cases;
    }

    private static BuildCase of(String name, String text) {
        StringBuilder setUp = new StringBuilder();
        StringBuilder options = new StringBuilder();
        StringBuilder dockerfile = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (dockerfile.isEmpty() && line.startsWith(SET_UP)) {
                setUp.append(line.substring(SET_UP.length())).append('\n');
            } else if (dockerfile.isEmpty() && line.startsWith(OPTIONS)) {
                options.append(line.substring(OPTIONS.length())).append(' ');
            } else {
                dockerfile.append(line).append('\n');
            }
        }
        return new BuildCase(
                name,
                setUp.toString(),
                options.toString(),
                dockerfile.toString().stripTrailing() + "\n");
    }
}
