package dev.drydock.core.container;

import java.util.List;

/**
 * A process to run in a container.
 *
 * @param arguments the program and its arguments, never empty
 * @param environment entries {@code NAME=value}
 * @param workingDirectory absolute path inside the container
 * @param user {@code user[:group]} by name or number, empty for the default (root)
 * @param groups additional groups by name or number
 * @param terminal whether a pseudo-terminal is its standard streams
 * @param openInput whether standard input stays open; otherwise it reads from {@code /dev/null}
 * @param privileged all capabilities of the lab's user namespace
 * @param size initial size of the terminal
 */
public record ProcessSpec(
        List<String> arguments,
        List<String> environment,
        String workingDirectory,
        String user,
        List<String> groups,
        boolean terminal,
        boolean openInput,
        boolean privileged,
        TerminalSize size) {
    public ProcessSpec {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        groups = List.copyOf(groups);
    }
}
