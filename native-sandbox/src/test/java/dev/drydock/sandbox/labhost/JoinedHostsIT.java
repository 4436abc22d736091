package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lab hosts of one student are on a network of their own. */
@Tag("kernel")
class JoinedHostsIT {
    private static final LabId ALICE = new LabId("alice");
    private static final LabId BOB = new LabId("bob");
    /** Serves until the lab host ends. */
    private static final String SERVE = "mkdir -p /srv/w; hostname > /srv/w/name; httpd -p 7777 -h /srv/w";

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
    void removeLabs() {
        for (LabId student : Set.of(ALICE, BOB)) {
            for (int number = 3; number >= 1; number--) {
                server.hosts().remove(student.host(number));
            }
        }
    }

    private static LabHost start(LabId id) {
        return server.hosts().start(id);
    }

    private static String shell(LabHost host, String command) {
        return LabShell.run(server, host, command);
    }

    private static String fetch(LabHost host, String from) {
        return shell(host, "printf 'GET /name HTTP/1.0\\r\\n\\r\\n' | nc -w 5 " + from + " 7777 | tail -n 1");
    }

    @Test
    void oneAloneHasNoNetworkToOthers() {
        LabHost host = start(ALICE);

        assertThat(shell(host, "ls /sys/class/net; grep -c host1 /etc/hosts")).isEqualTo("docker0\nlo\n0\n");
    }

    @Test
    void eachHasAnAddressAndReachesTheOthersByName() {
        LabHost first = start(ALICE);
        LabHost second = start(ALICE.host(2));
        LabHost third = start(ALICE.host(3));

        assertThat(shell(first, "ip -4 -o addr show dev eth0")).contains("inet 10.88.0.1/24 brd 10.88.0.255");
        assertThat(shell(third, "ip -4 -o addr show dev eth0")).contains("inet 10.88.0.3/24");
        shell(second, SERVE);
        assertThat(fetch(first, "host2")).isEqualTo("host2\n");
        assertThat(fetch(third, "host2")).isEqualTo("host2\n");
        shell(first, SERVE);
        assertThat(fetch(second, "host1")).isEqualTo("alice\n");
        assertThat(shell(second, "tail -n 3 /etc/hosts"))
                .isEqualTo("10.88.0.1\thost1\n10.88.0.2\thost2\n10.88.0.3\thost3\n");
    }

    /** Both students have the same addresses: each reaches their own lab hosts alone. */
    @Test
    void anotherStudentsHostsAreNotReached() {
        LabHost alices = start(ALICE);
        LabHost bobs = start(BOB);
        LabHost alicesSecond = start(ALICE.host(2));
        start(BOB.host(2));
        start(BOB.host(3));

        shell(alicesSecond, SERVE);

        assertThat(fetch(alices, "10.88.0.2")).isEqualTo("host2\n");
        assertThat(fetch(bobs, "10.88.0.2")).contains("Connection refused");
        shell(bobs, SERVE);
        assertThat(fetch(alices, "10.88.0.1")).contains("Connection refused");
        // Nothing of the other student answers even below IP.
        assertThat(shell(alices, "arping -c 2 -w 3 -I eth0 10.88.0.3")).contains("Received 0 response");
        assertThat(shell(alices, "arping -c 1 -w 3 -I eth0 10.88.0.2")).contains("Received 1 response");
    }

    @Test
    void aContainersNetworkIsNotReachedFromTheOtherHost() {
        LabHost first = start(ALICE);
        LabHost second = start(ALICE.host(2));

        shell(second, "ip route add 172.17.0.0/16 via 10.88.0.1 metric 1 && ip link set docker0 down");

        assertThat(shell(first, "ip route get 172.17.0.9 from 10.88.0.2 iif eth0"))
                .contains("Invalid argument");
    }

    @Test
    void whoStartsAgainIsJoinedAgain() {
        LabHost first = start(ALICE);
        start(ALICE.host(2));
        server.hosts().stop(ALICE.host(2));

        LabHost again = start(ALICE.host(2));
        shell(again, SERVE);
        assertThat(fetch(first, "host2")).isEqualTo("host2\n");

        server.hosts().stop(ALICE);
        LabHost firstAgain = start(ALICE);
        assertThat(fetch(firstAgain, "host2")).isEqualTo("host2\n");
    }

    @Test
    void theNetworkOutlivesTheServer() {
        start(ALICE);
        LabHost second = start(ALICE.host(2));
        shell(second, SERVE);

        server.killAndRestart();

        assertThat(fetch(server.hosts().find(ALICE).orElseThrow(), "host2")).isEqualTo("host2\n");
        LabHost third = start(ALICE.host(3));
        assertThat(fetch(third, "host2")).isEqualTo("host2\n");
    }

    @Test
    void whatAStudentMadeOfTheFileOfNamesStays() {
        LabHost first = start(ALICE);
        shell(first, "printf '10.1.2.3\\tmine\\n10.88.0.9\\thost\\nlast' >> /etc/hosts");
        start(ALICE.host(2));

        assertThat(shell(first, "tail -n 5 /etc/hosts"))
                .isEqualTo("10.1.2.3\tmine\n10.88.0.9\thost\nlast\n10.88.0.1\thost1\n10.88.0.2\thost2\n");
        server.hosts().remove(ALICE.host(2));
        assertThat(shell(first, "tail -n 2 /etc/hosts")).isEqualTo("last\n10.88.0.1\thost1\n");
    }

    @Test
    void aFileOfNamesThatIsNoneHoldsNobodyUp() {
        LabHost first = start(ALICE);
        shell(first, "rm /etc/hosts; mkfifo /etc/hosts");
        LabHost second = start(ALICE.host(2));
        shell(second, "rm /etc/hosts; ln -s /proc/self/fd/4 /etc/hosts");

        LabHost third = start(ALICE.host(3));

        assertThat(shell(third, "grep -c host /etc/hosts")).isEqualTo("5\n");
        assertThat(shell(first, "stat -c %F /etc/hosts")).isEqualTo("fifo\n");
    }

    @Test
    void nothingOfTheNetworkIsLeft() {
        Set<String> before = namespaces();
        start(ALICE);
        start(ALICE.host(2));
        assertThat(namespaces().size() - before.size()).isEqualTo(3);

        server.hosts().remove(ALICE.host(2));
        server.hosts().remove(ALICE);

        await().untilAsserted(() -> assertThat(namespaces()).isEqualTo(before));
        assertThat(Path.of("/sys/class/net/switch")).doesNotExist();
        assertThat(Path.of("/sys/class/net/host2")).doesNotExist();
    }

    /** Network namespaces that this process, or one of a lab host of this server, is in or holds. */
    private static Set<String> namespaces() {
        Stream<ProcessHandle> labds =
                server.hosts().list().stream().flatMap(host -> ProcessHandle.of(server.labd(host.id())).stream());
        return Stream.concat(Stream.of(ProcessHandle.current()), labds)
                .flatMap(process -> Stream.of("fd", "ns")
                        .flatMap(kind -> links(Path.of("/proc", Long.toString(process.pid()), kind))))
                .filter(target -> target.startsWith("net:"))
                .collect(Collectors.toSet());
    }

    private static Stream<String> links(Path directory) {
        try (Stream<Path> links = Files.list(directory)) {
            return links.flatMap(JoinedHostsIT::target).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> target(Path link) {
        try {
            return Stream.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            // It was closed meanwhile.
            return Stream.of();
        }
    }
}
