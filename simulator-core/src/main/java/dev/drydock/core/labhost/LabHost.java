package dev.drydock.core.labhost;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.engine.Engine;
import java.nio.file.Path;
import java.util.List;

/** One student's machine while it runs. */
public interface LabHost {
    LabId id();

    Engine engine();

    /**
     * Joins a terminal: starts its login shell if none runs, delivers the scroll-back first, then what is new. Any
     * number of clients may join one terminal.
     */
    Attachment openTerminal(TerminalId terminal, TerminalSize size);

    /** The terminals whose shells run. */
    List<TerminalId> terminals();

    /** Ends the shell of a terminal and what runs in its foreground, and forgets what it wrote; one that is not open is fine. */
    void closeTerminal(TerminalId terminal);

    void resizeTerminal(TerminalId terminal, TerminalSize size);

    /** Looks into it from outside. */
    LabInside inside();

    /** Whether somebody works in it through its control socket, past this server. */
    boolean hasGuests();

    /** Where the lab's Docker socket is on the server's machine. */
    Path engineSocket();

    /** Where a client program enters the lab on the server's machine. */
    Path controlSocket();
}
