package dev.drydock.core.labhost;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.engine.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lab host whose open terminals are counted, and are not more than there may be. */
record AttendedLabHost(LabHost inner, Attendance attendance) implements LabHost {
    @Override
    public LabId id() {
        return inner.id();
    }

    @Override
    public Engine engine() {
        return inner.engine();
    }

    @Override
    public Attachment openTerminal(TerminalId terminal, TerminalSize size) {
        return attendance.locked(() -> {
            admit(terminal);
            Attachment opened = inner.openTerminal(terminal, size);
            attendance.terminalOpened();
            return new CountedTerminal(opened, attendance, new AtomicBoolean(true));
        });
    }

    /** The first always has its place. */
    private void admit(TerminalId terminal) {
        if (!terminal.isFirst()) {
            List<TerminalId> open = inner.terminals();
            long others = open.stream().filter(each -> !each.isFirst()).count();
            if (!open.contains(terminal) && others >= TerminalId.MOST - 1) {
                throw new NoRoom(
                        NoRoom.Reason.TERMINALS,
                        "A lab host may have " + TerminalId.MOST + " terminals: close one before you open another");
            }
        }
    }

    @Override
    public List<TerminalId> terminals() {
        return inner.terminals();
    }

    @Override
    public void closeTerminal(TerminalId terminal) {
        inner.closeTerminal(terminal);
    }

    @Override
    public void resizeTerminal(TerminalId terminal, TerminalSize size) {
        inner.resizeTerminal(terminal, size);
    }

    @Override
    public LabInside inside() {
        return inner.inside();
    }

    @Override
    public boolean hasGuests() {
        return inner.hasGuests();
    }

    @Override
    public Path engineSocket() {
        return inner.engineSocket();
    }

    @Override
    public Path controlSocket() {
        return inner.controlSocket();
    }

    private record CountedTerminal(Attachment inner, Attendance attendance, AtomicBoolean open) implements Attachment {
        @Override
        public StreamEvent read() throws IOException {
            return inner.read();
        }

        @Override
        public void write(ByteBuffer input) throws IOException {
            inner.write(input);
        }

        @Override
        public void closeInput() throws IOException {
            inner.closeInput();
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                attendance.terminalClosed();
            }
            inner.close();
        }
    }
}
