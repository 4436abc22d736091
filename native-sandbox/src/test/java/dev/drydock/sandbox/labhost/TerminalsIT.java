package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.sandbox.disk.LabDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several terminals of one lab host, and their ends. */
@Tag("kernel")
class TerminalsIT {
    private static final LabId LAB = new LabId("anna");
    private static final TerminalId LOGS = new TerminalId("logs");
    private static final TerminalSize SIZE = new TerminalSize(24, 120);
    private static final String PROMPT = "root@anna:~# ";

    private static TestServer server;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void removeLab() {
        server.hosts().remove(LAB);
    }

    private static Screen open(LabHost host, TerminalId terminal) {
        Screen screen = new Screen(host.openTerminal(terminal, SIZE));
        screen.waitFor(PROMPT);
        return screen;
    }

    @Test
    void aClosedTerminalTakesAlongWhatRunsInItsForeground() throws IOException {
        LabHost host = server.hosts().start(LAB);
        try (Screen first = open(host, TerminalId.FIRST);
                Screen screen = open(host, LOGS)) {
            screen.type("sleep 5432\n");
            awaitProcesses(first, 1);
            assertThat(host.terminals()).containsExactlyInAnyOrder(TerminalId.FIRST, LOGS);

            host.closeTerminal(LOGS);

            screen.toEnd();
            assertThat(host.terminals()).containsExactly(TerminalId.FIRST);
            awaitProcesses(first, 0);
        }
        try (Screen again = new Screen(host.openTerminal(LOGS, SIZE))) {
            assertThat(again.waitFor(PROMPT)).doesNotContain("sleep");
        }
    }

    /** Ends after a while whether or not there are so many. */
    private static void awaitProcesses(Screen shell, int count) throws IOException {
        shell.type("for i in $(seq 100); do n=$(ps | grep -c '[s]leep [45]...$'); [ $n = " + count
                + " ] && break; sleep 0.1; done; echo seen-$n-$((1 + 1))\n");
        shell.waitFor("seen-" + count + "-2\r\n");
    }

    @Test
    void aShellThatDoesNotWantToEndIsKilled() throws IOException {
        LabHost host = server.hosts().start(LAB);
        try (Screen screen = open(host, LOGS)) {
            screen.type("trap '' HUP; echo ready-$((1 + 1))\n");
            screen.waitFor("ready-2\r\n");

            host.closeTerminal(LOGS);

            screen.toEnd();
        }
        assertThat(host.terminals()).isEmpty();
    }

    @Test
    void oneThatIsNotOpenMayBeClosed() {
        LabHost host = server.hosts().start(LAB);

        host.closeTerminal(LOGS);

        assertThat(host.terminals()).isEmpty();
    }

    @Test
    void whatTerminalsWroteThatAreNoMoreIsNotKept() throws IOException {
        LabHost host = server.hosts().start(LAB);
        for (String name : List.of("1", "a", "b", "c")) {
            try (Screen screen = open(host, new TerminalId(name))) {
                screen.type("exit\n");
                screen.toEnd();
            }
        }
        open(host, LOGS).close();
        host.closeTerminal(LOGS);
        server.hosts().stop(LAB);

        // The first keeps its scroll-back.
        assertThat(terminalLogs()).containsExactly("terminal-1.log");
    }

    private static List<String> terminalLogs() throws IOException {
        try (LabDisk disk = server.disk(LAB);
                Stream<Path> logs = Files.list(disk.root().resolve("logs"))) {
            return logs.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.startsWith("terminal-"))
                    .sorted()
                    .toList();
        }
    }
}
