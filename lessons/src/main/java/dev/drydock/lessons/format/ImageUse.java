package dev.drydock.lessons.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which images a command line needs and which it makes, as far as its words tell. Names that a shell would still expand
 * are left out.
 *
 * @param isOpen whether it may bring images whose names do not stand in it, as {@code docker load} does
 */
record ImageUse(List<String> needed, List<String> made, boolean isOpen) {
    private static final Pattern BETWEEN_COMMANDS = Pattern.compile("&&|\\|\\||[;|]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]*");

    /** Options of {@code docker run} and {@code create} that are followed by no value. */
    private static final Set<String> SWITCHES = Set.of(
            "--detach",
            "--init",
            "--interactive",
            "--no-healthcheck",
            "--oom-kill-disable",
            "--privileged",
            "--publish-all",
            "--read-only",
            "--rm",
            "--tty",
            "--quiet");

    private static final Pattern SHORT_SWITCHES = Pattern.compile("-[ditPq]+");

    static ImageUse of(String line) {
        ImageUse use = new ImageUse(new ArrayList<>(), new ArrayList<>(), false);
        boolean open = false;
        for (String command : BETWEEN_COMMANDS.split(line, -1)) {
            List<String> words = new ArrayList<>(Arrays.asList(command.strip().split("\\s+")));
            if (words.size() < 3 || !"docker".equals(words.removeFirst())) {
                continue;
            }
            if (Set.of("image", "container", "builder").contains(words.getFirst())) {
                words.removeFirst();
            }
            open |= use.read(words.removeFirst(), words);
        }
        return new ImageUse(List.copyOf(use.needed), List.copyOf(use.made), open);
    }

    private boolean read(String verb, List<String> words) {
        switch (verb) {
            case "run", "create" -> add(needed, operands(words), 0);
            case "pull" -> add(needed, plain(words), 0);
            case "tag" -> add(made, plain(words), 1);
            case "commit", "import" -> add(made, operands(words), 1);
            case "build" -> tags(words);
            case "load" -> {
                return true;
            }
            default -> {}
        }
        return false;
    }

    private static void add(List<String> names, List<String> operands, int at) {
        if (at < operands.size() && NAME.matcher(operands.get(at)).matches()) {
            names.add(operands.get(at));
        }
    }

    private static List<String> plain(List<String> words) {
        return words.stream().filter(word -> !isOption(word)).toList();
    }

    /** What follows the options, where most options have a value. */
    private static List<String> operands(List<String> words) {
        int at = 0;
        while (at < words.size() && isOption(words.get(at))) {
            String word = words.get(at);
            boolean alone = word.contains("=")
                    || SWITCHES.contains(word)
                    || SHORT_SWITCHES.matcher(word).matches();
            at += alone ? 1 : 2;
            // A value in quotes may have taken several words.
            while (!alone && at < words.size() && words.get(at - 1).matches("[\"'].*[^\"']")) {
                words.set(at, words.get(at - 1).charAt(0) + words.get(at));
                at++;
            }
        }
        return at < words.size() ? words.subList(at, words.size()) : List.of();
    }

    /** A single {@code -} is none: it stands for what comes through a pipe. */
    private static boolean isOption(String word) {
        return word.startsWith("-") && !word.equals("-");
    }

    private void tags(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("--tag=")) {
                add(made, List.of(word.substring("--tag=".length())), 0);
            } else if (word.equals("-t") || word.equals("--tag")) {
                add(made, words, i + 1);
            }
        }
    }
}
