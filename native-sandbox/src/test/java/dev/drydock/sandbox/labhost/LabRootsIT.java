package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.core.layer.ChainId;
import dev.drydock.sandbox.storage.Tar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which root file system a lab host has. */
@Tag("kernel")
class LabRootsIT {
    private static final LabId ALICE = new LabId("alice");
    private static final TerminalSize SIZE = new TerminalSize(24, 80);

    private static TestServer server;
    /** What was on a terminal before comes again. */
    private int terminals;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void removeLabs() {
        server.hosts().remove(ALICE);
        server.roots().comfortable(null);
    }

    private static void offerComfortable() throws IOException {
        server.roots().comfortable(server.layer(new Tar().file("etc/comfortable", "")));
    }

    /** What the lab host says of its root. */
    private String root() throws IOException {
        LabHost host = server.hosts().start(ALICE);
        terminals++;
        try (Screen screen = new Screen(host.openTerminal(new TerminalId(terminals), SIZE))) {
            screen.type("test -e /etc/comfortable && echo lar''ge || echo sma''ll; echo d''one\n");
            return screen.waitFor("done").contains("large") ? "large" : "small";
        }
    }

    @Test
    void aNewOneHasTheNewest() throws IOException {
        offerComfortable();

        assertThat(root()).isEqualTo("large");
    }

    @Test
    void oneKeepsTheKindThatItBeganWith() throws IOException {
        assertThat(root()).isEqualTo("small");
        offerComfortable();
        server.hosts().stop(ALICE);

        assertThat(root()).isEqualTo("small");
    }

    @Test
    void oneWithoutAKindInItsRecordHasTheSmallOne() throws IOException {
        server.hosts().start(ALICE);
        server.hosts().stop(ALICE);
        Path record = server.data().resolve("labs/alice/lab.json");
        Files.writeString(record, Files.readString(record).replace(",\"root\":\"SMALL\"", ""));
        assertThat(Files.readString(record)).doesNotContain("root");
        offerComfortable();

        assertThat(root()).isEqualTo("small");
    }

    @Test
    void oneWhoseKindIsGoneStartsOnTheSmallOne() throws IOException {
        offerComfortable();
        assertThat(root()).isEqualTo("large");
        server.hosts().stop(ALICE);
        server.roots().comfortable(null);

        assertThat(root()).isEqualTo("small");
    }

    @Test
    void theClientComesOnTopOfAnImageThatItCanRunOn() throws IOException {
        Path client = server.data().resolve("client");
        Files.copy(Path.of("/bin/busybox"), client);
        Optional<ChainId> root = new LabRoot(server.layers(), server.data().resolve("scratch"), EgressRules.NOTHING)
                .prepareOn(server.layer(new Tar().file("etc/comfortable", "")), Map.of(), client);
        server.roots().comfortable(root.orElseThrow());
        LabHost host = server.hosts().start(ALICE);

        try (Screen screen = new Screen(host.openTerminal(new TerminalId(1), SIZE))) {
            screen.type(
                    "test -x /usr/bin/docker && grep -c localhost /etc/hosts && readlink /etc/mtab && echo d''one\n");
            assertThat(screen.waitFor("done")).contains("2\r\n/proc/mounts");
        }
    }
}
