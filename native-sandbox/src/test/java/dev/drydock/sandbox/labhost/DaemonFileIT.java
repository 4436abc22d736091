package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.distribution.DaemonFile;
import dev.drydock.core.distribution.DaemonSettings;
import dev.drydock.core.distribution.LabRegistries;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine reads what a student puts at {@code /etc/docker/daemon.json}, whatever that is, and nothing else. */
@Tag("kernel")
@Timeout(60)
class DaemonFileIT {
    private static final String GOOD = "{\"registry-mirrors\": [\"http://registry.lab:5000\"]}";
    private static final List<URI> MIRRORS = List.of(URI.create("http://registry.lab:5000"));

    private static TestServer server;
    private static LabHost host;
    private static Screen screen;
    private static int count;

    @BeforeAll
    static void startLab() {
        server = TestServer.start();
        host = server.hosts().start(new LabId("lab"));
        screen = new Screen(host.openTerminal(new TerminalId(1), new TerminalSize(24, 200)));
    }

    @AfterAll
    static void stopLab() {
        screen.close();
        server.close();
    }

    @AfterEach
    void cleanUp() throws IOException {
        type("umount /etc/docker; rm -rf /etc/docker /elsewhere");
    }

    /** Types a line into the lab's shell and waits until it is done. */
    private static void type(String line) throws IOException {
        count++;
        screen.type(line + "; echo do''ne" + count + "\n");
        screen.waitFor("done" + count);
    }

    private static LabRegistries.State state() {
        return host.engine().distribution().registries().read();
    }

    @Test
    void whatTheStudentWritesCountsAtOnceAndAlsoAfterTheServerStartsAnew() throws IOException {
        assertThat(state().settings()).isEqualTo(DaemonSettings.DEFAULT);

        type("mkdir -p /etc/docker; echo '" + GOOD + "' >/etc/docker/daemon.json");
        assertThat(state()).isEqualTo(new LabRegistries.State(new DaemonSettings(MIRRORS, List.of()), List.of()));

        screen.close();
        server.killAndRestart();
        host = server.hosts().list().getFirst();
        screen = new Screen(host.openTerminal(new TerminalId(2), new TerminalSize(24, 200)));
        assertThat(state().settings().mirrors()).isEqualTo(MIRRORS);

        type("rm /etc/docker/daemon.json");
        assertThat(state().settings()).isEqualTo(DaemonSettings.DEFAULT);
    }

    /** What cannot be read is told, and what was read before counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ln -s /elsewhere /etc/docker/daemon.json | it is a link",
                "mkfifo /etc/docker/daemon.json | it is no regular file",
                "mkdir /etc/docker/daemon.json | it is no regular file",
                "head -c 65537 /dev/zero >/etc/docker/daemon.json | it is larger than 65536 bytes",
                "truncate -s 1G /etc/docker/daemon.json | it is larger than 65536 bytes",
            })
    void whatIsNoSmallFileIsNotRead(String line, String reason) throws IOException {
        type("mkdir -p /etc/docker; echo '" + GOOD
                + "' >/etc/docker/daemon.json; cp /etc/docker/daemon.json /elsewhere");
        assertThat(state().settings().mirrors()).isEqualTo(MIRRORS);

        type("rm /etc/docker/daemon.json; " + line);

        assertThat(state().settings().mirrors()).isEqualTo(MIRRORS);
        assertThat(state().warnings())
                .containsExactly("unable to configure the Docker daemon with file " + DaemonFile.PATH + ": read "
                        + DaemonFile.PATH + ": " + reason);
    }

    /** Neither over links, which would be those of the machine, nor in what a student mounts. */
    @ParameterizedTest
    @CsvSource({
        "mkdir /elsewhere; ln -s /elsewhere /etc/docker",
        "mkdir /etc/docker; mount -t tmpfs none /etc/docker",
    })
    void otherPlacesAreNotLookedAt(String line) throws IOException {
        type("rm -rf /etc/docker; " + line + "; echo '" + GOOD
                + "' >/etc/docker/daemon.json; cat /etc/docker/daemon.json");

        assertThat(state()).isEqualTo(new LabRegistries.State(DaemonSettings.DEFAULT, List.of()));
    }
}
