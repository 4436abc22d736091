package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drydock.core.build.BuildRequest;
import dev.drydock.core.build.BuildUpload;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.TestTar;
import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.distribution.RegistryAuth;
import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.egress.EgressRule;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.network.NetworkSpec;
import dev.drydock.core.network.PortRequests;
import dev.drydock.sandbox.images.MachineRecipes;
import dev.drydock.sandbox.network.OutsideHosts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the settings name is reached from a lab by its name, and nothing else. The world is a server of the test's own on the
 * loopback device, which no rule would let anybody reach: the rules' last word on addresses is replaced.
 */
@Tag("kernel")
class EgressIT {
    private static final LabId LAB = new LabId("lab");
    private static final HostConfig ON_HOST = HostConfig.DEFAULT.withNetworkMode("host");
    private static final String NAMED = "named.example";
    private static final String BELOW = "www.domain.example";
    private static final String TURNED = "turned.domain.example";
    private static final String LONELY = "domain.example";
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer world;
    private int port;
    private TestServer server;
    private LabHost host;

    @BeforeEach
    void startLab() throws IOException {
        world = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        world.setExecutor(threads);
        world.createContext("/", EgressIT::answer);
        world.start();
        port = world.getAddress().getPort();
        EgressRules rules = new EgressRules(
                List.of(EgressRule.parse(NAMED + ":" + port), EgressRule.parse("*." + LONELY + ":" + port)));
        OutsideHosts outside = new OutsideHosts(EgressIT::lookUp, (name, _, _) -> !name.equals(TURNED));
        server = TestServer.start(TestServer.Setup.DEFAULT.withEgress(rules, outside));
        host = server.hosts().start(LAB);
        create("front", false);
        create("inside", true);
    }

    @AfterEach
    void stopLab() {
        server.close();
        world.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] answer = ("reached " + exchange.getRequestHeaders().getFirst("Host")).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
        }
    }

    private static InetAddress[] lookUp(String name) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private void create(String name, boolean internal) {
        host.engine()
                .networks()
                .create(new NetworkSpec(name, "", List.of(), false, internal, false, Map.of(), Map.of()));
    }

    /** Not with busybox's wget, which crashes on names where it is linked with the GNU library. */
    private String get(String name) {
        return "printf 'GET / HTTP/1.0\\r\\nHost: " + name + "\\r\\n\\r\\n' | nc " + name + " " + port
                + " 2>&1 | tail -n 1; echo ' end'";
    }

    private static String reached(String name) {
        return "reached " + name + " end\n";
    }

    private String on(String network, String command) {
        return Runs.output(host, HostConfig.DEFAULT.withNetworkMode(network), "sh", "-c", command);
    }

    private String onHost(String command) {
        return Runs.output(host, ON_HOST, "sh", "-c", command);
    }

    @Test
    void containersAndTheLabHostReachWhatIsNamed() {
        for (String name : List.of(NAMED, BELOW)) {
            assertThat(on("front", get(name))).isEqualTo(reached(name));
            assertThat(on("bridge", get(name))).isEqualTo(reached(name));
            assertThat(onHost(get(name))).isEqualTo(reached(name));
            assertThat(LabShell.run(server, host, get(name))).isEqualTo(reached(name));
        }
    }

    private Image build(String command) throws IOException {
        BuildRequest request = new BuildRequest(
                "",
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                false,
                false,
                true,
                true,
                List.of(),
                HostConfig.DEFAULT,
                MachineRecipes.platform(),
                _ -> RegistryAuth.NONE);
        byte[] context = new TestTar()
                .file("Dockerfile", "FROM busybox\nRUN " + command + "\n", 0644, 0, 0)
                .bytes();
        ImageId built = host.engine()
                .builds()
                .build(
                        request,
                        new BuildUpload(new ByteArrayInputStream(context), () -> {}),
                        _ -> {},
                        new Cancellation());
        return host.engine().images().find(built.toString());
    }

    @Test
    void buildsReachWhatIsNamedAndNothingElse() throws IOException {
        Image image = build("(" + get(NAMED) + ") >/got");
        assertThat(Runs.logs(host, ended(Runs.config(image.id().toString(), "cat", "/got"))))
                .isEqualTo(reached(NAMED));

        assertThatThrownBy(() -> build("nc other.example " + port)).hasMessageContaining("returned a non-zero code: 1");
    }

    private Container ended(ContainerConfig config) {
        Container container = Runs.start(host, config, HostConfig.DEFAULT);
        Runs.end(host, container);
        return container;
    }

    @Test
    void whatIsNotNamedDoesNotExist() {
        for (String name : List.of("other.example", LONELY)) {
            assertThat(on("front", "nslookup " + name)).contains("NXDOMAIN");
            assertThat(on("bridge", "nslookup " + name)).contains("NXDOMAIN");
            assertThat(onHost("nslookup " + name)).contains("NXDOMAIN");
        }
    }

    /** Neither names nor addresses: behind the bridge of an internal network everything ends. */
    @Test
    void nothingIsReachedFromNetworksThatLeadNowhere() {
        String address = host.engine().egress().address(NAMED).orElseThrow().getHostAddress();
        String ask = "nslookup " + NAMED + "; " + get(NAMED);
        String reach = "nc -w 2 " + address + " " + port + "; echo over";

        assertThat(on("inside", ask)).contains("NXDOMAIN").doesNotContain("reached");
        assertThat(on("inside", reach)).contains("over").doesNotContain("reached");
        assertThat(on("none", ask + "; " + reach)).contains("over").doesNotContain("reached");
    }

    /** The gateway takes connections at all its addresses; which of them lead on says the server. */
    @Test
    void addressesThatNobodyHasAndPortsThatAreNotNamedLeadNowhere() throws IOException {
        assertThat(onHost(get("169.254.101.7"))).isEqualTo(" end\n");
        assertThat(onHost("nc -w 2 " + NAMED + " " + (port == 1 ? 2 : 1) + " 2>&1"))
                .contains("refused");
        assertThat(onHost(get(TURNED))).isEqualTo(" end\n");
        assertThat(onHost(get(NAMED))).isEqualTo(reached(NAMED));
    }

    @Test
    void thePortsOfTheLabHostAreFree() {
        PortRequests ports = new PortRequests(
                Map.of("80/tcp", List.of(new PortRequests.Binding("", Integer.toString(port)))), false);
        Container service = Runs.start(
                host,
                Runs.config("busybox", "nc", "-ll", "-p", "80", "-e", "echo", "published"),
                HostConfig.DEFAULT.with(draft -> draft.ports = ports));

        await().untilAsserted(() -> assertThat(onHost("nc 127.0.0.1 " + port)).isEqualTo("published\n"));
        assertThat(onHost(get(NAMED))).isEqualTo(reached(NAMED));
        host.engine().containers().remove(service.id().value(), true);
    }

    @Test
    void aServerThatIsStartedAnewAnswersAtTheSameAddresses() throws IOException {
        String ask = get(NAMED).replace("nc " + NAMED, "nc " + address());
        assertThat(onHost(ask)).isEqualTo(reached(NAMED));
        server.killAndRestart();
        host = server.hosts().find(LAB).orElseThrow();

        assertThat(onHost(ask)).isEqualTo(reached(NAMED));
        assertThat(onHost(get(BELOW))).isEqualTo(reached(BELOW));
    }

    private String address() {
        return host.engine().egress().address(NAMED).orElseThrow().getHostAddress();
    }

    @Test
    void theResolverOfContainersIsTheLabHosts() {
        String line = "nameserver " + EgressNames.GATEWAY.getHostAddress() + "\n";

        assertThat(LabShell.run(server, host, "cat /etc/resolv.conf")).isEqualTo(line);
        assertThat(on("bridge", "cat /etc/resolv.conf")).isEqualTo(line);
        assertThat(on("front", "cat /etc/resolv.conf")).contains("nameserver 127.0.0.11\n");
    }
}
