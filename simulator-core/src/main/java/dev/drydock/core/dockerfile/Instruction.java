package dev.drydock.core.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * One instruction of a Dockerfile, as it is written: variables are not yet expanded, quotes not yet taken away.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
public sealed interface Instruction
        permits Instruction.From, Instruction.Arg, Instruction.Run, Instruction.Copy, ConfigInstruction {
    /**
     * What a container runs: {@code RUN}, {@code CMD}, {@code ENTRYPOINT}.
     *
     * @param isShell whether a shell reads it; the list has one text then, or none
     */
    record Command(boolean isShell, List<String> words) {
        public Command {
            words = List.copyOf(words);
        }
    }

    record Pair(String name, String value) {}

    /**
     * Text that stands in the Dockerfile itself, between {@code <<NAME} and {@code NAME}.
     *
     * @param isExpanded whether variables in it count: the name was not quoted
     * @param text with its last newline; leading tabs are taken away already where {@code <<-} says so
     */
    record Heredoc(String name, boolean isExpanded, String text) {}

    /**
     * Begins a stage.
     *
     * @param image a reference, an earlier stage's name, or {@code scratch}
     * @param name of the stage, in lower case
     */
    record From(String image, Optional<String> name, Optional<String> platform) implements Instruction {}

    /** {@code ARG}; a value that is absent comes only from {@code --build-arg} or from above the first stage. */
    record Arg(List<Declaration> declarations) implements Instruction {
        public Arg {
            declarations = List.copyOf(declarations);
        }

        public record Declaration(String name, Optional<String> value) {}
    }

    /**
     * @param heredocs in the order of their {@code <<NAME} in the command
     * @param network {@code default}, {@code none} or {@code host}
     */
    record Run(Command command, List<Heredoc> heredocs, List<RunMount> mounts, Optional<String> network)
            implements Instruction {
        public Run {
            heredocs = List.copyOf(heredocs);
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * {@code COPY} and {@code ADD}.
     *
     * @param from another stage's name or number, or an image; only of {@code COPY}
     * @param owner as {@code --chown} has it
     * @param mode as {@code --chmod} has it
     */
    record Copy(
            Kind kind,
            List<Source> sources,
            String destination,
            Optional<String> from,
            Optional<String> owner,
            Optional<String> mode,
            boolean isLinked)
            implements Instruction {
        public Copy {
            sources = List.copyOf(sources);
        }

        public enum Kind {
            COPY,
            ADD
        }

        /** What is copied. */
        public sealed interface Source {
            /** A path or pattern in the context, of {@code ADD} also a URL. */
            record Named(String text) implements Source {}

            record Inline(Heredoc text) implements Source {}
        }
    }
}
