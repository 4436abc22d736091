package dev.drydock.web.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of docker commands, one a line as one types them:
 *
 * <pre>
 * # a remark
 * == the name of a case, which begins without containers and in an empty directory
 * docker run -d --name web busybox sleep 1000
 * id=$(docker create busybox)       what it prints is kept: later lines may say $id
 * ! docker start nope               Docker refuses this one
 * await docker logs web | grep ok   repeated until it succeeds; not compared
 * </pre>
 *
 * A case ends early where Drydock says that it does not support something; the row of the table that explains it must go when
 * that changes, and then the rest of the case counts.
 *
 * <p>{@code $BEGAN} is the moment at which the case began and {@code $NOW} that of the line, as {@code docker events} takes
 * them.
 */
record Script(String name, List<Case> cases) {
    static final String ENDING = ".docker";
    private static final Pattern CAPTURE = Pattern.compile("([a-z]+)=\\$\\((.*)\\)");

    Script {
        cases = List.copyOf(cases);
    }

    /** A named part of a script. */
    record Case(String name, List<Line> lines) {
        Case {
            lines = List.copyOf(lines);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Script read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        return parse(name.substring(0, name.length() - ENDING.length()), Files.readAllLines(file));
    }

    static Script parse(String name, List<String> text) {
        List<Case> cases = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        String title = "";
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).strip();
            if (line.startsWith("== ")) {
                add(cases, title, lines);
                title = line.substring(3).strip();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                if (title.isEmpty()) {
                    throw new IllegalArgumentException(name + ENDING + ":" + (i + 1) + " is in no case");
                }
                lines.add(line(i + 1, line));
            }
        }
        add(cases, title, lines);
        return new Script(name, cases);
    }

    private static void add(List<Case> cases, String title, List<Line> lines) {
        if (!title.isEmpty()) {
            cases.add(new Case(title, lines));
        }
        lines.clear();
    }

    private static Line line(int number, String text) {
        if (text.startsWith("await ")) {
            return new Line.Awaited(number, text.substring("await ".length()).strip());
        }
        Matcher capture = CAPTURE.matcher(text);
        if (capture.matches()) {
            return new Line.Captured(number, capture.group(1), capture.group(2));
        }
        boolean fails = text.startsWith("! ");
        return new Line.Compared(number, fails ? text.substring(2).strip() : text, fails);
    }
}
