package dev.drydock.core.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * A Dockerfile that was read.
 *
 * @param syntax what its {@code # syntax=} directive names
 * @param escape the character that continues lines and takes the meaning from others: {@code \} or {@code `}
 * @param globals the {@code ARG}s above the first stage
 * @param stages in their order, at least one
 */
public record Dockerfile(Optional<String> syntax, char escape, List<Line> globals, List<Stage> stages) {
    public Dockerfile {
        globals = List.copyOf(globals);
        stages = List.copyOf(stages);
    }

    /**
     * An instruction and where it stands.
     *
     * @param number of its first line, from 1
     * @param text as it is written, continued lines joined; without its heredocs' bodies
     */
    public record Line(int number, String text, Instruction instruction) {}

    /**
     * @param lines what follows its {@code FROM}
     */
    public record Stage(int number, String text, Instruction.From from, List<Line> lines) {
        public Stage {
            lines = List.copyOf(lines);
        }
    }
}
