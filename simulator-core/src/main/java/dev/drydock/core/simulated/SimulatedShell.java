package dev.drydock.core.simulated;

import dev.drydock.core.container.StreamType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A very small shell: commands joined by {@code ;}, {@code &&} and {@code ||}, quotes, variables, {@code exit}, {@code
 * trap ''} and one kind of loop, {@code while true; do …; done}.
 */
final class SimulatedShell {
    private static final String LOOP = "while true; do ";
    private static final String LOOP_END = "; done";
    private final SimulatedPrograms programs;
    private final SimulatedProcess process;
    private final Map<String, String> variables = new HashMap<>();
    private int status;

    SimulatedShell(SimulatedPrograms programs, SimulatedProcess process) {
        this.programs = programs;
        this.process = process;
    }

    /** {@code exit} was executed. */
    private static final class Exit extends RuntimeException {
        Exit() {
            super("exit", null, false, false);
        }
    }

    int run() {
        List<String> arguments = process.arguments();
        try {
            if (arguments.size() > 2 && arguments.get(1).equals("-c")) {
                execute(arguments.get(2));
            } else {
                readCommands();
            }
        } catch (Exit e) {
            return status;
        }
        return status;
    }

    private void readCommands() {
        boolean more = true;
        while (more) {
            try {
                more = readCommand();
            } catch (SimulatedTask.Killed e) {
                if (!process.survivesInterrupt(e)) {
                    throw e;
                }
            }
        }
    }

    private boolean readCommand() {
        if (process.hasTerminal()) {
            process.print("/ # ");
        }
        Optional<String> line = process.readLine();
        line.ifPresent(this::execute);
        return line.isPresent();
    }

    private void execute(String script) {
        String text = script.strip();
        if (text.startsWith(LOOP) && text.endsWith(LOOP_END)) {
            String body = text.substring(LOOP.length(), text.length() - LOOP_END.length());
            while (true) {
                execute(body);
            }
        }
        for (Step step : steps(text)) {
            boolean runs = switch (step.joint()) {
                case "&&" -> status == 0;
                case "||" -> status != 0;
                default -> true;
            };
            if (runs && !step.words().isEmpty()) {
                command(step.words());
            }
        }
    }

    private void command(List<String> written) {
        List<String> words = new ArrayList<>(written);
        StreamType output = words.remove(">&2") || words.remove("1>&2") ? StreamType.STDERR : StreamType.STDOUT;
        int equals = words.getFirst().indexOf('=');
        if (equals > 0 && words.size() == 1) {
            variables.put(
                    words.getFirst().substring(0, equals), words.getFirst().substring(equals + 1));
            status = 0;
            return;
        }
        switch (words.getFirst()) {
            case "exit" -> {
                status = words.size() > 1 ? Integer.parseInt(words.get(1)) : status;
                throw new Exit();
            }
            case "trap" -> {
                SimulatedPrograms.trap(process, words.subList(2, words.size()));
                status = 0;
            }
            case "exec" -> {
                status = programs.run(process.as(words.subList(1, words.size()), output));
                throw new Exit();
            }
            default -> status = programs.run(process.as(words, output));
        }
    }

    /** @param joint what stands before the command */
    private record Step(String joint, List<String> words) {}

    private List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        Words words = new Words();
        String joint = ";";
        for (int at = 0; at < text.length(); at++) {
            String operator = words.isQuoted() ? "" : operator(text, at);
            if (operator.isEmpty()) {
                words.add(text.charAt(at));
            } else {
                steps.add(new Step(joint, words.take()));
                joint = operator;
                at += operator.length() - 1;
            }
        }
        steps.add(new Step(joint, words.take()));
        return steps;
    }

    private static String operator(String text, int at) {
        for (String operator : List.of("&&", "||", ";", "\n")) {
            if (text.startsWith(operator, at)) {
                return operator;
            }
        }
        return "";
    }

    private String value(String name) {
        return switch (name) {
            case "?" -> Integer.toString(status);
            case "$" -> Integer.toString(process.pid());
            default ->
                Optional.ofNullable(variables.get(name))
                        .or(() -> process.environment(name))
                        .orElse("");
        };
    }

    /** Splits text into words while its characters come in. */
    private final class Words {
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private final StringBuilder variable = new StringBuilder();
        private boolean inWord;
        private boolean inVariable;
        private char quote;

        boolean isQuoted() {
            return quote != 0;
        }

        void add(char c) {
            if (inVariable
                    && (Character.isLetterOrDigit(c) || c == '_' || (variable.isEmpty() && (c == '?' || c == '$')))) {
                variable.append(c);
                return;
            }
            endVariable();
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                inWord = true;
            } else if (quote != '\'' && c == '$') {
                inVariable = true;
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                endWord();
            } else {
                word.append(c);
                inWord = true;
            }
        }

        private void endVariable() {
            if (inVariable) {
                word.append(value(variable.toString()));
                variable.setLength(0);
                inVariable = false;
            }
        }

        private void endWord() {
            if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }

        List<String> take() {
            endVariable();
            endWord();
            List<String> result = List.copyOf(words);
            words.clear();
            return result;
        }
    }
}
