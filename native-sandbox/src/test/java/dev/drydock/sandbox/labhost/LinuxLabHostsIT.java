package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LinuxLabHostsIT {
    private static final TerminalId FIRST = new TerminalId(1);
    private static final TerminalSize SIZE = new TerminalSize(24, 80);

    private TestServer server;

    @BeforeEach
    void startServer() {
        server = TestServer.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aStudentGetsAShellOnAHostOfTheirOwn() throws IOException {
        LabHost host = server.hosts().start(new LabId("alice"));
        try (Screen screen = new Screen(host.openTerminal(FIRST, SIZE))) {
            assertThat(screen.waitFor("# ")).endsWith("root@alice:~# ");
            screen.type("id -u; hostname; stty size; echo $$ | wc -l; cat /proc/1/comm\n");
            assertThat(screen.waitFor("labd")).contains("0\r\nalice\r\n24 80\r\n");
        }
    }
}
