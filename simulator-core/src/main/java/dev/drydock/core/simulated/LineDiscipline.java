package dev.drydock.core.simulated;

import dev.drydock.core.container.Signal;
import dev.drydock.core.container.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A terminal in its usual mode: it echoes, edits one line, turns Ctrl-C into a signal and Ctrl-D into an end of file. */
final class LineDiscipline {
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int CTRL_BACKSLASH = 28;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;
    private static final Signal INTERRUPT = new Signal(2);
    private static final Signal QUIT = new Signal(3);
    private final Consumer<Signal> signals;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineDiscipline(Consumer<Signal> signals) {
        this.signals = signals;
    }

    /** Output as a terminal shows it: each line break begins the next line at its left. */
    static byte[] shown(byte[] bytes) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream(bytes.length + 16);
        for (byte b : bytes) {
            if (b == '\n') {
                shown.write('\r');
            }
            shown.write(b);
        }
        return shown.toByteArray();
    }

    /** Called with the monitor's lock held. */
    void typed(byte[] bytes, SimulatedStreams streams) {
        for (byte b : bytes) {
            typed(b, streams);
        }
    }

    private void typed(byte b, SimulatedStreams streams) {
        switch (b) {
            case CTRL_C -> interrupt("^C\n", INTERRUPT, streams);
            case CTRL_BACKSLASH -> interrupt("^\\\n", QUIT, streams);
            case CTRL_D -> {
                if (line.size() == 0) {
                    streams.closeInput();
                } else {
                    deliver(streams);
                }
            }
            case BACKSPACE, DELETE -> erase(streams);
            case '\r', '\n' -> {
                line.write('\n');
                echo("\n", streams);
                deliver(streams);
            }
            default -> {
                line.write(b);
                streams.write(StreamType.STDOUT, new byte[] {b}, () -> true);
            }
        }
    }

    private void interrupt(String echo, Signal signal, SimulatedStreams streams) {
        line.reset();
        echo(echo, streams);
        signals.accept(signal);
    }

    private void erase(SimulatedStreams streams) {
        byte[] before = line.toByteArray();
        if (before.length > 0) {
            line.reset();
            line.write(before, 0, before.length - 1);
            echo("\b \b", streams);
        }
    }

    private void deliver(SimulatedStreams streams) {
        streams.deliver(line.toByteArray());
        line.reset();
    }

    private static void echo(String text, SimulatedStreams streams) {
        streams.write(StreamType.STDOUT, text.getBytes(StandardCharsets.US_ASCII), () -> true);
    }
}
