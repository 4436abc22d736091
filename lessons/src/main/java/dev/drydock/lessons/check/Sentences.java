package dev.drydock.lessons.check;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerState.Created;
import dev.drydock.core.container.ContainerState.Exited;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.reference.ImageReference;

/** Reasons that several checks give. */
final class Sentences {
    private static final int LONGEST_COMMAND = 80;

    private Sentences() {}

    /** What state a container really is in, and what its exit code means. */
    static Reason state(Container container) {
        return switch (container.state()) {
            case Created created
            when !created.error().isEmpty() ->
                Reason.of("failed." + failure(created.exitCode()), container.name(), number(created.exitCode()));
            case Exited exited ->
                Reason.of(
                        "exited." + end(exited.status()),
                        container.name(),
                        number(exited.status().code()));
            default -> Reason.of("state." + container.state().word(), container.name());
        };
    }

    /** The state, and the health while there is one to speak of. */
    static Reason health(Container container) {
        Reason state = state(container);
        if (!container.isRunning()) {
            return state;
        }
        String health = container.health().map(found -> found.status().word()).orElse("none");
        return state.then(Reason.of("health." + health, container.name()));
    }

    private static String failure(int exitCode) {
        return switch (exitCode) {
            case 126 -> "126";
            case 127 -> "127";
            default -> "other";
        };
    }

    // Codes above 128 are 128 + n for signal n: 130 SIGINT, 137 SIGKILL, 143 SIGTERM.
    private static String end(ExitStatus status) {
        if (status.outOfMemory()) {
            return "memory";
        }
        return switch (status.code()) {
            case 0, 126, 127, 130, 137, 143 -> Integer.toString(status.code());
            default -> "other";
        };
    }

    static Reason count(String kind, long real, NumberTest wanted) {
        return Reason.of("count." + kind, number(real)).then(wanted("count", wanted));
    }

    static Reason wanted(String what, NumberTest test) {
        return Reason.of("wanted." + what + "." + test.comparison().key(), test.text());
    }

    static Reason value(NumberTest test) {
        return wanted("value", test);
    }

    /** As people write it: {@code :latest} goes without saying. */
    static String familiar(ImageReference image) {
        String familiar = image.familiar();
        return familiar.endsWith(":latest") ? familiar.substring(0, familiar.length() - ":latest".length()) : familiar;
    }

    static String shortened(String command) {
        return command.length() <= LONGEST_COMMAND ? command : command.substring(0, LONGEST_COMMAND) + "…";
    }

    private static String number(long value) {
        return Long.toString(value);
    }
}
