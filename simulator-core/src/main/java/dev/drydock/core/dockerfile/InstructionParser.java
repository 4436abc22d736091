package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.Instruction.Arg;
import dev.drydock.core.dockerfile.Instruction.Command;
import dev.drydock.core.dockerfile.Instruction.From;
import dev.drydock.core.dockerfile.Instruction.Pair;
import dev.drydock.core.dockerfile.Instruction.Run;
import dev.drydock.core.dockerfile.Statement.Arguments;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads instructions one by one, for Dockerfiles, for {@code docker commit --change} and for what {@code ONBUILD} has kept. The
 * sentences are dockerd's.
 */
public final class InstructionParser {
    private static final Set<String> OF_CHANGES = Set.of(
            "CMD", "ENTRYPOINT", "HEALTHCHECK", "ENV", "EXPOSE", "LABEL", "ONBUILD", "USER", "VOLUME", "WORKDIR");
    private static final Set<String> NETWORKS = Set.of("default", "none", "host");
    private static final Pattern STAGE = Pattern.compile("[a-z][a-z0-9._-]*");

    private InstructionParser() {}

    /** Reads the lines that {@code docker commit --change} takes. */
    public static List<ConfigInstruction> parse(String text) {
        List<Statement> statements = StatementReader.read(text, '\\').statements();
        for (Statement statement : statements) {
            if (!OF_CHANGES.contains(statement.keyword())) {
                throw new InvalidParameter(
                        statement.keyword().toLowerCase(Locale.ROOT) + " is not a valid change command");
            }
        }
        List<ConfigInstruction> changes = new ArrayList<>();
        for (Statement statement : statements) {
            if (instruction(statement) instanceof ConfigInstruction change) {
                changes.add(change);
            }
        }
        return changes;
    }

    /**
     * Reads what an {@code ONBUILD} of an image has kept.
     *
     * @param escape of the file that it comes from
     */
    public static Instruction parseTrigger(String text, char escape) {
        List<Statement> statements = StatementReader.read(text, escape).statements();
        if (statements.size() != 1) {
            throw new InvalidParameter("onbuild trigger should be a single expression");
        }
        checkTrigger(statements.getFirst().keyword());
        return instruction(statements.getFirst());
    }

    static Instruction instruction(Statement statement) {
        return switch (statement.keyword()) {
            case "ADD", "COPY" -> CopyParser.parse(statement);
            case "ARG" -> arg(statement);
            case "CMD" -> new ConfigInstruction.Cmd(command(statement));
            case "ENTRYPOINT" -> new ConfigInstruction.Entrypoint(command(statement));
            case "ENV" -> new ConfigInstruction.Env(pairs(statement));
            case "EXPOSE" -> new ConfigInstruction.Expose(atLeastOne(statement));
            case "FROM" -> from(statement);
            case "HEALTHCHECK" -> HealthcheckParser.parse(statement);
            case "LABEL" -> new ConfigInstruction.Label(pairs(statement));
            case "MAINTAINER" -> new ConfigInstruction.Maintainer(exactlyOne(statement));
            case "ONBUILD" -> onbuild(statement);
            case "RUN" -> run(statement);
            case "SHELL" -> shell(statement);
            case "STOPSIGNAL" -> new ConfigInstruction.StopSignal(exactlyOne(statement));
            case "USER" -> new ConfigInstruction.User(exactlyOne(statement));
            case "VOLUME" -> volume(statement);
            case "WORKDIR" -> new ConfigInstruction.Workdir(exactlyOne(statement));
            default -> throw new InvalidParameter("unknown instruction: " + statement.keyword());
        };
    }

    private static String exactlyOne(Statement statement) {
        Flags.none(statement);
        if (statement.arguments().isEmpty()) {
            throw new InvalidParameter(statement.keyword() + " requires exactly one argument");
        }
        return statement.arguments().words().getFirst();
    }

    private static List<String> atLeastOne(Statement statement) {
        Flags.none(statement);
        if (statement.arguments().isEmpty()) {
            throw new InvalidParameter(statement.keyword() + " requires at least one argument");
        }
        return statement.arguments().words();
    }

    /** A JSON list is executed as it stands, anything else by the shell. */
    private static Command command(Statement statement) {
        Flags.none(statement);
        return new Command(
                !statement.arguments().isJson(), statement.arguments().words());
    }

    private static Arg arg(Statement statement) {
        List<Arg.Declaration> declarations = new ArrayList<>();
        for (String word : atLeastOne(statement)) {
            int equals = word.indexOf('=');
            if (equals == 0) {
                throw new InvalidParameter("ARG names can not be blank");
            }
            declarations.add(
                    equals < 0
                            ? new Arg.Declaration(word, Optional.empty())
                            : new Arg.Declaration(word.substring(0, equals), Optional.of(word.substring(equals + 1))));
        }
        return new Arg(declarations);
    }

    private static From from(Statement statement) {
        List<String> words = statement.arguments().words();
        Optional<String> name = Optional.empty();
        if (words.size() == 3 && words.get(1).equalsIgnoreCase("as")) {
            name = Optional.of(words.get(2).toLowerCase(Locale.ROOT));
            if (!STAGE.matcher(name.get()).matches()) {
                throw new InvalidParameter("invalid name for build stage: " + Quoted.of(words.get(2))
                        + ", name can't start with a number or contain symbols");
            }
        } else if (words.size() != 1) {
            throw new InvalidParameter("FROM requires either one or three arguments");
        }
        Flags flags = Flags.of(statement, Map.of("platform", Flags.Kind.TEXT));
        return new From(words.getFirst(), name, flags.value("platform"));
    }

    private static Run run(Statement statement) {
        Flags flags = Flags.of(statement, Map.of("mount", Flags.Kind.TEXTS, "network", Flags.Kind.TEXT));
        Arguments arguments = statement.arguments();
        Optional<String> network = flags.value("network");
        network.filter(mode -> !NETWORKS.contains(mode)).ifPresent(mode -> {
            throw new InvalidParameter("invalid network mode " + Quoted.of(mode));
        });
        return new Run(
                new Command(!arguments.isJson(), arguments.words()),
                statement.heredocs(),
                flags.all("mount").stream().map(RunMountParser::parse).toList(),
                network);
    }

    private static ConfigInstruction shell(Statement statement) {
        List<String> words = atLeastOne(statement);
        if (!statement.arguments().isJson()) {
            throw new InvalidParameter("SHELL requires the arguments to be in JSON form");
        }
        return new ConfigInstruction.Shell(words);
    }

    private static ConfigInstruction volume(Statement statement) {
        List<String> paths = atLeastOne(statement).stream().map(Spaces::trim).toList();
        if (paths.contains("")) {
            throw new InvalidParameter("VOLUME specified can not be an empty string");
        }
        return new ConfigInstruction.Volume(paths);
    }

    private static List<Pair> pairs(Statement statement) {
        List<String> words = atLeastOne(statement);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            if (words.get(i).isEmpty()) {
                throw new InvalidParameter(statement.keyword() + " names can not be blank");
            }
            pairs.add(new Pair(words.get(i), words.get(i + 1)));
        }
        return pairs;
    }

    /** Its heredocs stay with it, as they stand in the file. */
    private static ConfigInstruction onbuild(Statement statement) {
        String trigger = atLeastOne(statement).getFirst();
        checkTrigger(StatementReader.trigger(trigger).keyword());
        StringBuilder text = new StringBuilder(trigger);
        statement
                .heredocs()
                .forEach(heredoc -> text.append('\n').append(heredoc.text()).append(heredoc.name()));
        return new ConfigInstruction.Onbuild(text.toString());
    }

    private static void checkTrigger(String keyword) {
        switch (keyword) {
            case "ONBUILD" -> throw new InvalidParameter("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
            case "FROM", "MAINTAINER" -> throw new InvalidParameter(keyword + " isn't allowed as an ONBUILD trigger");
            default -> {}
        }
    }
}
