package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.Dockerfile.Line;
import dev.drydock.core.dockerfile.Dockerfile.Stage;
import dev.drydock.core.dockerfile.Instruction.Arg;
import dev.drydock.core.dockerfile.Instruction.From;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Dockerfiles: the language of dockerd's own builder, and of BuildKit's heredocs, {@code RUN --mount}, {@code RUN --network},
 * {@code --chmod} and {@code --link}. The sentences are dockerd's, BuildKit's for what dockerd does not know.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
public final class DockerfileParser {
    /** A Dockerfile's greatest length in characters; dockerd has no limit, but lines may have no more than 65535 bytes there and here. */
    public static final int MAX_LENGTH = 4 << 20;

    private final List<Line> globals = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private DockerfileParser() {}

    /** Reads one that is called {@code Dockerfile}. */
    public static Dockerfile parse(String text) {
        return parse(text, "Dockerfile");
    }

    /**
     * @param text may begin with a byte order mark
     * @param name of the file, for sentences
     * @throws InvalidParameter for what is no Dockerfile, one without a stage, one that is too long, or one with a NUL, which no
     *     program can be given
     */
    public static Dockerfile parse(String text, String name) {
        if (text.isEmpty()) {
            throw new InvalidParameter("the Dockerfile (" + name + ") cannot be empty");
        }
        StatementReader.Result read;
        try {
            check(text);
            read = StatementReader.read(text, '\\');
        } catch (InvalidParameter e) {
            throw new InvalidParameter("failed to parse " + name + ": " + e.getMessage(), e);
        }
        DockerfileParser parser = new DockerfileParser();
        read.statements().forEach(parser::add);
        return new Dockerfile(read.syntax(), read.escape(), parser.globals, parser.finished());
    }

    private static void check(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidParameter("dockerfile greater than max allowed size of " + MAX_LENGTH);
        }
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            long line = text.substring(0, zero).chars().filter(c -> c == '\n').count() + 1;
            throw new InvalidParameter("dockerfile parse error line " + line + ": invalid character NUL");
        }
    }

    private void add(Statement statement) {
        Instruction instruction;
        try {
            instruction = InstructionParser.instruction(statement);
        } catch (InvalidParameter e) {
            throw new InvalidParameter("dockerfile parse error line " + statement.number() + ": " + e.getMessage(), e);
        }
        Line line = new Line(statement.number(), statement.text(), instruction);
        if (instruction instanceof From from) {
            finish();
            stages.add(new Stage(line.number(), line.text(), from, List.of()));
        } else if (!stages.isEmpty()) {
            lines.add(line);
        } else if (instruction instanceof Arg) {
            globals.add(line);
        } else {
            throw new InvalidParameter("no build stage in current context");
        }
    }

    private void finish() {
        if (!stages.isEmpty()) {
            Stage stage = stages.removeLast();
            stages.add(new Stage(stage.number(), stage.text(), stage.from(), lines));
            lines.clear();
        }
    }

    private List<Stage> finished() {
        finish();
        if (stages.isEmpty()) {
            throw new InvalidParameter("dockerfile contains no stages to build");
        }
        return stages;
    }
}
