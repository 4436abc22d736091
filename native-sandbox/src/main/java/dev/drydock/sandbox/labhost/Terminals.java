package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The login shells of one lab host. What they wrote is kept in their log, also from one shell to the next. */
final class Terminals {
    private static final long SCROLL_BACK = 2L * 1024 * 1024;
    private static final int TERMINAL_AND_INPUT = 1 | 2;
    private static final String PREFIX = "terminal-";
    private static final int SIGHUP = 1;
    private static final int SIGKILL = 9;
    private static final Duration DEATH = Duration.ofSeconds(2);
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
            forgetEnded();
            spawn(name, size);
        } finally {
            starting.unlock();
        }
    }

    /** However many names there were, only as many are kept as there may be shells. The first one's log is its scroll-back. */
    private void forgetEnded() {
        names().stream()
                .filter(name -> !name.equals(name(TerminalId.FIRST)) && state(name) == ENDED)
                .forEach(this::forget);
    }

    private void forget(String name) {
        labd.call(FrameType.CLOSE, new Fields().text(Tag.ID, name));
        files.remove(name);
    }

    private List<String> names() {
        return labd.call(FrameType.LIST, new Fields()).allTexts(Tag.ID).stream()
                .filter(name -> name.startsWith(PREFIX))
                .toList();
    }

    /** Those whose shells run. */
    List<TerminalId> running() {
        return names().stream()
                .filter(name -> state(name) == RUNNING)
                .flatMap(name -> TerminalId.find(name.substring(PREFIX.length())).stream())
                .toList();
    }

    /** Hangs up as a window that is closed does; a shell that does not end by that is killed. */
    void close(TerminalId terminal) {
        String name = name(terminal);
        try {
            if (state(name) == RUNNING) {
                // Without the lock: nobody else waits for a shell that takes its time.
                end(name);
            }
            forgetIfEnded(name);
        } catch (LabdRefusal e) {
            throw failure(terminal, e);
        }
    }

    private void forgetIfEnded(String name) {
        starting.lock();
        try {
            if (state(name) == ENDED) {
                forget(name);
            }
        } finally {
            starting.unlock();
        }
    }

    private void end(String name) {
        try (Attachment streams = labd.attach(name, new AttachRequest(false, true, false, false))) {
            CompletableFuture<Void> ended = ended(name, streams);
            signal(name, SIGHUP);
            if (!isDone(ended)) {
                signal(name, SIGKILL);
                isDone(ended);
            }
        }
    }

    private void signal(String name, int number) {
        labd.call(FrameType.SIGNAL, new Fields().text(Tag.ID, name).number(Tag.SIGNO, number));
    }

    private static CompletableFuture<Void> ended(String name, Attachment streams) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread.ofVirtual().name("close-" + name).start(() -> {
            try {
                while (!(streams.read() instanceof StreamEvent.Ended)) {
                    // What it still writes nobody reads.
                }
                ended.complete(null);
            } catch (IOException e) {
                ended.completeExceptionally(e);
            }
        });
        return ended;
    }

    private static boolean isDone(CompletableFuture<Void> ended) {
        try {
            ended.get(DEATH.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new SystemFailure("close a terminal: " + e.getMessage(), e);
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
                    ? new NotFound("terminal " + terminal + " is not open")
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
        return new SystemFailure("terminal " + terminal + ": " + cause.sentence(), cause);
    }

    private static String name(TerminalId terminal) {
        return PREFIX + terminal;
    }
}
