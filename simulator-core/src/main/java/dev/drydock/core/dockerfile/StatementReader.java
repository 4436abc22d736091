package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.Instruction.Heredoc;
import dev.drydock.core.dockerfile.LogicalLines.LogicalLine;
import dev.drydock.core.dockerfile.Statement.Arguments;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Takes a whole file apart before anything in it is judged, as Docker does it: what is wrong with its form is said first. */
final class StatementReader {
    private static final Set<String> WITH_HEREDOCS = Set.of("ADD", "COPY", "RUN");
    private static final String ONBUILD = "ONBUILD";
    private final Directives directives;
    private final LogicalLines lines;

    private StatementReader(String text, char escape) {
        directives = new Directives(escape);
        lines = new LogicalLines(new PhysicalLines(text), directives);
    }

    record Result(Optional<String> syntax, char escape, List<Statement> statements) {}

    /** @param escape until a directive says otherwise */
    static Result read(String text, char escape) {
        return new StatementReader(text, escape).read();
    }

    private Result read() {
        List<Statement> statements = new ArrayList<>();
        for (Optional<LogicalLine> line = lines.next(); line.isPresent(); line = lines.next()) {
            int number = line.get().number();
            Statement statement = statement(number, line.get().text());
            List<Heredoc> heredocs = new ArrayList<>();
            for (HeredocHead head : heads(statement)) {
                heredocs.add(lines.heredoc(head, number));
            }
            statements.add(statement.withHeredocs(heredocs));
        }
        if (statements.isEmpty()) {
            throw new InvalidParameter("file with no instructions");
        }
        return new Result(directives.syntax(), directives.escape(), statements);
    }

    private Statement statement(int number, String line) {
        String text = Spaces.trim(line);
        int end = Spaces.end(text, 0);
        String keyword = text.substring(0, end).toUpperCase(Locale.ROOT);
        FlagSplitter.Result rest = FlagSplitter.split(text.substring(end));
        return new Statement(
                number, text, keyword, rest.flags(), arguments(number, keyword, rest.arguments()), List.of());
    }

    private Arguments arguments(int number, String keyword, String text) {
        if (text.isEmpty()) {
            return Arguments.NONE;
        }
        return switch (keyword) {
            case "CMD", "ENTRYPOINT", "RUN", "SHELL" -> jsonOr(text, List.of(text));
            case "ADD", "COPY", "VOLUME" -> jsonOr(text, Spaces.split(text));
            case "EXPOSE", "FROM" -> new Arguments(false, Spaces.split(text));
            case "ARG" -> new Arguments(false, WordSplitter.split(text, directives.escape()));
            case "ENV", "LABEL" -> new Arguments(false, pairs(keyword, text));
            case "HEALTHCHECK" -> healthcheck(text);
            case ONBUILD -> {
                if (!trigger(text).keyword().equals(ONBUILD)) {
                    statement(number, text);
                }
                yield new Arguments(false, List.of(text));
            }
            default -> new Arguments(false, List.of(text));
        };
    }

    /** The instruction that {@code ONBUILD} keeps, as far as its first word goes. */
    static Statement trigger(String text) {
        int end = Spaces.end(text, 0);
        String keyword = text.substring(0, end).toUpperCase(Locale.ROOT);
        FlagSplitter.Result rest = FlagSplitter.split(text.substring(end));
        Arguments arguments = new Arguments(JsonList.isList(rest.arguments()), List.of(rest.arguments()));
        return new Statement(1, text, keyword, rest.flags(), arguments, List.of());
    }

    private static Arguments jsonOr(String text, List<String> words) {
        Optional<List<String>> list = JsonList.parse(text);
        return new Arguments(list.isPresent(), list.orElse(words));
    }

    /** Its type comes first, then the command. */
    private static Arguments healthcheck(String text) {
        int end = Spaces.end(text, 0);
        String rest = text.substring(Spaces.start(text, end));
        List<String> words = new ArrayList<>(List.of(text.substring(0, end)));
        Arguments command = rest.isEmpty() ? Arguments.NONE : jsonOr(rest, List.of(rest));
        words.addAll(command.words());
        return new Arguments(command.isJson(), words);
    }

    /** {@code name=value …}, or the old form {@code name value with spaces}. */
    private List<String> pairs(String keyword, String text) {
        List<String> words = WordSplitter.split(text, directives.escape());
        if (words.isEmpty()) {
            return List.of();
        }
        if (words.getFirst().indexOf('=') < 0) {
            int end = Spaces.end(text, 0);
            if (end == text.length()) {
                throw new InvalidParameter(keyword + " must have two arguments");
            }
            return List.of(text.substring(0, end), text.substring(Spaces.start(text, end)));
        }
        List<String> pairs = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new InvalidParameter(
                        "Syntax error - can't find = in " + Quoted.of(word) + ". Must be of the form: name=value");
            }
            pairs.add(word.substring(0, equals));
            pairs.add(word.substring(equals + 1));
        }
        return pairs;
    }

    private static List<HeredocHead> heads(Statement statement) {
        Statement holder =
                statement.keyword().equals(ONBUILD) && !statement.arguments().isEmpty()
                        ? trigger(statement.arguments().words().getFirst())
                        : statement;
        if (!WITH_HEREDOCS.contains(holder.keyword()) || holder.arguments().isJson()) {
            return List.of();
        }
        return HeredocHead.in(String.join(" ", holder.arguments().words()));
    }
}
