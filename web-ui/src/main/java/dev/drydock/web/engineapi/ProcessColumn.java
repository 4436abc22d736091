package dev.drydock.web.engineapi;

import dev.drydock.core.container.ContainerProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A column of {@code ps}, by the names under which its {@code -o} knows it. Times are UTC. */
enum ProcessColumn {
    PID("PID", "pid tgid") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return Integer.toString(process.pid());
        }
    },
    PARENT("PPID", "ppid") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return Integer.toString(process.parent());
        }
    },
    USER("USER", "user euser uname") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return process.user() == 0 ? "root" : Integer.toString(process.user());
        }
    },
    USER_NUMBER("UID", "uid euid") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return Integer.toString(process.user());
        }
    },
    WHOLE_SHARE("C", "c") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return Long.toString(Math.round(share(process, machine)));
        }
    },
    SHARE("%CPU", "%cpu pcpu") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return String.format(Locale.ROOT, "%.1f", share(process, machine));
        }
    },
    MEMORY_SHARE("%MEM", "%mem pmem") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return String.format(Locale.ROOT, "%.1f", 100.0 * process.residentBytes() / machine.memory());
        }
    },
    VIRTUAL("VSZ", "vsz vsize") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return Long.toString(process.virtualBytes() / KIBIBYTE);
        }
    },
    RESIDENT("RSS", "rss rssize rsz") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return Long.toString(process.residentBytes() / KIBIBYTE);
        }
    },
    TERMINAL("TTY", "tty tname") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return process.terminal();
        }
    },
    STATE("STAT", "stat") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return process.state();
        }
    },
    STATE_LETTER("S", "s state") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return process.state().substring(0, 1);
        }
    },
    STARTED("STIME", "stime") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return start(process, machine);
        }
    },
    START("START", "start_time bsdstart") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return start(process, machine);
        }
    },
    ELAPSED_SECONDS("ELAPSED", "etimes") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return Long.toString(
                    Duration.between(process.startedAt(), machine.now()).toSeconds());
        }
    },
    TIME("TIME", "time cputime") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            Duration time = process.cpuTime();
            return String.format(
                    Locale.ROOT, "%02d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
        }
    },
    SHORT_TIME("TIME", "bsdtime") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            Duration time = process.cpuTime();
            return time.toMinutes() + String.format(Locale.ROOT, ":%02d", time.toSecondsPart());
        }
    },
    NAME("COMMAND", "comm ucomm") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return process.name();
        }
    },
    SHORT_NAME("CMD", "ucmd") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return process.name();
        }
    },
    COMMAND_LINE("CMD", "cmd") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return commandLine(process);
        }
    },
    ARGUMENTS("COMMAND", "args command") {
        @Override
        String text(ContainerProcess process, Machine machine) {
            return commandLine(process);
        }
    };

    private static final long KIBIBYTE = 1024;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String title;
    /** Between spaces. */
    private final String names;

    ProcessColumn(String title, String names) {
        this.title = title;
        this.names = " " + names + " ";
    }

    /** What shares are shares of. */
    record Machine(Instant now, long memory) {}

    static Optional<ProcessColumn> named(String name) {
        return Arrays.stream(values())
                .filter(column -> name.indexOf(' ') < 0 && column.names.contains(" " + name + " "))
                .findFirst();
    }

    String title() {
        return title;
    }

    abstract String text(ContainerProcess process, Machine machine);

    /** Percent of one processor since the process began. */
    private static double share(ContainerProcess process, Machine machine) {
        long lived = Duration.between(process.startedAt(), machine.now()).toMillis();
        return lived <= 0 ? 0 : 100.0 * process.cpuTime().toMillis() / lived;
    }

    private static String start(ContainerProcess process, Machine machine) {
        boolean today = Duration.between(process.startedAt(), machine.now()).toHours() < 24;
        return (today ? CLOCK : DAY).format(process.startedAt());
    }

    private static String commandLine(ContainerProcess process) {
        return process.arguments().isEmpty() ? "[" + process.name() + "]" : String.join(" ", process.arguments());
    }
}
