package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.runtime.ProcessFiles;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The login shells of one lab host. What they wrote is kept in their log, also from one shell to the next. */
final class Terminals {
    private static final long SCROLL_BACK = 2L * 1024 * 1024;
    private static final int TERMINAL_AND_INPUT = 1 | 2;
    private static final String PREFIX = "terminal-";
    private static final int RUNNING = 1;
    private static final int ENDED = 2;

    private static final List<String> SHELL =
            List.of("/bin/sh", "-c", "if [ -x /bin/bash ]; then exec /bin/bash -l; fi; exec /bin/sh -l");

    private static final List<String> ENVIRONMENT = List.of(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME=/root",
            "USER=root",
            "LOGNAME=root",
            "SHELL=/bin/sh",
            "TERM=xterm-256color",
            "LANG=C.UTF-8");

    private final LabdClient labd;
    private final ProcessFiles files;
    private final ReentrantLock starting = new ReentrantLock();

    Terminals(LabdClient labd, ProcessFiles files) {
        this.labd = labd;
        this.files = files;
    }

    Attachment open(TerminalId terminal, TerminalSize size) {
        String name = name(terminal);
        try {
            ensureShell(name, size);
            return labd.attach(name, new AttachRequest(true, true, true, false));
        } catch (LabdRefusal e) {
            throw failure(terminal, e);
        }
    }

    private void ensureShell(String name, TerminalSize size) {
        starting.lock();
        try {
            int state = state(name);
            if (state == RUNNING) {
                if (!size.equals(TerminalSize.UNKNOWN)) {
                    resize(name, size);
                }
                return;
            }
            if (state == ENDED) {
                labd.call(FrameType.CLOSE, new Fields().text(Tag.ID, name));
            }
            spawn(name, size);
        } finally {
            starting.unlock();
        }
    }

    private int state(String name) {
        try {
            return labd.call(FrameType.STATE, new Fields().text(Tag.ID, name)).number(Tag.STATE);
        } catch (LabdRefusal e) {
            if (e.errno() == Errno.ENOENT) {
                return 0;
            }
            throw e;
        }
    }

    private void spawn(String name, TerminalSize size) {
        Fields fields = new Fields()
                .text(Tag.ID, name)
                .texts(Tag.ARGUMENT, SHELL)
                .texts(Tag.ENVIRONMENT, ENVIRONMENT)
                .text(Tag.DIRECTORY, "/root")
                .number(Tag.FLAGS, TERMINAL_AND_INPUT)
                .number(Tag.ROWS, size.rows())
                .number(Tag.COLUMNS, size.columns())
                .longNumber(Tag.CAP, SCROLL_BACK);
        try (Descriptor log = files.openLog(name)) {
            labd.call(FrameType.SPAWN, fields, List.of(log));
        }
    }

    void resize(TerminalId terminal, TerminalSize size) {
        try {
            resize(name(terminal), size);
        } catch (LabdRefusal e) {
            throw e.errno() == Errno.ENOENT
                    ? new NotFound("terminal " + terminal.number() + " is not open")
                    : failure(terminal, e);
        }
    }

    private void resize(String name, TerminalSize size) {
        Fields fields =
                new Fields().text(Tag.ID, name).number(Tag.ROWS, size.rows()).number(Tag.COLUMNS, size.columns());
        labd.call(FrameType.RESIZE, fields);
    }

    /** Whether a process runs that is neither one of these shells nor known otherwise, by the name that labd has for it. */
    boolean hasOthersThan(Predicate<String> known) {
        return labd.call(FrameType.LIST, new Fields()).allTexts(Tag.ID).stream()
                .filter(name -> !name.startsWith(PREFIX) && !known.test(name))
                .anyMatch(name -> state(name) == RUNNING);
    }

    private static SystemFailure failure(TerminalId terminal, LabdRefusal cause) {
        return new SystemFailure("terminal " + terminal.number() + ": " + cause.sentence(), cause);
    }

    private static String name(TerminalId terminal) {
        return PREFIX + terminal.number();
    }
}
