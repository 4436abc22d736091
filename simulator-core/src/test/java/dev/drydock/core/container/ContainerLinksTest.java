package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerLinksTest {
    private final EngineFixture fixture = new EngineFixture();

    @BeforeEach
    void runDatabase() {
        ContainerConfig config = new ContainerConfig(
                "busybox",
                "dbhost",
                "",
                "",
                ContainerConfig.Streams.NONE,
                List.of("sleep", "1000"),
                List.of(),
                List.of("PASS=x", "HOME=/db"),
                "",
                List.of("5432/tcp", "53/udp", "80/tcp", "81/tcp", "82/tcp"),
                Map.of(),
                "",
                Optional.empty());
        fixture.containers().create(Optional.of("db"), config, HostConfig.DEFAULT);
        fixture.containers().start("db");
    }

    @AfterEach
    void end() {
        fixture.containers()
                .list(ContainerFilter.ALL)
                .forEach(container -> fixture.containers().remove(container.id().value(), true));
    }

    private static HostConfig linked(String... links) {
        return HostConfig.DEFAULT.with(
                draft -> draft.links = Stream.of(links).map(Link::parse).toList());
    }

    private Container find(String key) {
        return fixture.containers().find(key);
    }

    @Test
    void theEnvironmentIsDockers() throws IOException {
        fixture.create("web", linked("db:my-store"), "env");

        assertThat(fixture.output("web").lines())
                .containsSubsequence(
                        "MY_STORE_PORT=udp://172.17.0.2:53",
                        "MY_STORE_PORT_80_TCP_START=tcp://172.17.0.2:80",
                        "MY_STORE_PORT_80_TCP_ADDR=172.17.0.2",
                        "MY_STORE_PORT_80_TCP_PROTO=tcp",
                        "MY_STORE_PORT_80_TCP_PORT_START=80",
                        "MY_STORE_PORT_80_TCP_END=tcp://172.17.0.2:82",
                        "MY_STORE_PORT_80_TCP_PORT_END=82",
                        "MY_STORE_PORT_53_UDP=udp://172.17.0.2:53",
                        "MY_STORE_PORT_53_UDP_ADDR=172.17.0.2",
                        "MY_STORE_PORT_53_UDP_PORT=53",
                        "MY_STORE_PORT_53_UDP_PROTO=udp",
                        "MY_STORE_PORT_80_TCP=tcp://172.17.0.2:80",
                        "MY_STORE_PORT_81_TCP=tcp://172.17.0.2:81",
                        "MY_STORE_PORT_5432_TCP=tcp://172.17.0.2:5432",
                        "MY_STORE_NAME=/web/my-store",
                        "MY_STORE_ENV_PASS=x")
                .doesNotContain("MY_STORE_ENV_HOME=/db");
    }

    @Test
    void anExecHasItAsWell() throws IOException {
        fixture.run("web", linked("db"), "sleep", "1000");
        ProcessSpec env = new ProcessSpec(
                List.of("env"), List.of(), "", "", List.of(), false, false, false, TerminalSize.UNKNOWN);
        Exec exec = fixture.containers().createExec("web", env);

        assertThat(StreamText.drain(fixture.containers().startExec(exec.id().value(), TerminalSize.UNKNOWN, false))
                        .out())
                .contains("DB_ENV_PASS=x\n");
    }

    @Test
    void aLinkIsAName() {
        fixture.create("web", linked("db:store", "db"), "true");

        assertThat(find("web/store").name()).isEqualTo("db");
        assertThat(find("/web/db").name()).isEqualTo("db");
        assertThat(fixture.containers().aliases())
                .containsExactly(Map.entry(find("db").id(), List.of("web/db", "web/store")));
        assertThat(fixture.containers().links(find("web"))).containsExactly("/db:/web/store", "/db:/web/db");
        assertThat(fixture.containers().list(new ContainerFilter(true, 0, Map.of("name", List.of("store")))))
                .extracting(Container::name)
                .containsExactly("db");
        assertThatThrownBy(() -> find("web/other"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("No such container: web/other");
    }

    @Test
    void itFollowsNewNames() {
        fixture.create("web", linked("db"), "true");
        fixture.containers().rename("db", "data");
        fixture.containers().rename("web", "site");

        assertThat(fixture.containers().links(find("site"))).containsExactly("/data:/site/db");
        assertThat(find("site/db").name()).isEqualTo("data");
    }

    @Test
    void itIsTakenAwayByItsName() {
        fixture.create("web", linked("db:store", "db"), "true");
        fixture.containers().removeLink("web/store");

        assertThat(fixture.containers().links(find("web"))).containsExactly("/db:/web/db");
        fixture.restartServer();
        assertThat(fixture.containers().links(find("web"))).containsExactly("/db:/web/db");
        assertThatThrownBy(() -> fixture.containers().removeLink("web/store"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("No such container: web/store");
        assertThatThrownBy(() -> fixture.containers().removeLink("db"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Conflict, cannot remove the default link name of the container");
    }

    @Test
    void theOtherEndMustRun() {
        fixture.create("web", linked("db:store"), "true");
        fixture.kill("db");

        assertThatThrownBy(() -> fixture.containers().start("web"))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessage("Cannot link to a non running container: /db AS /web/store");
        fixture.containers().remove("db", false);
        assertThatThrownBy(() -> fixture.containers().start("web"))
                .hasMessage("Cannot link to a non running container: /db AS /web/store");
    }

    @Test
    void whatCannotBeLinkedIsRefused() {
        refused("could not get container for nope: No such container: nope", linked("nope"));
        refused(
                "conflicting options: host type networking can't be used with links."
                        + " This would result in undefined behavior",
                linked("db").withNetworkMode("host"));
        refused(
                "conflicting options: container type network can't be used with links."
                        + " This would result in undefined behavior",
                linked("db").withNetworkMode("container:db"));
        assertThatThrownBy(() -> Link.parse("a:b:c")).hasMessage("bad format for links: a:b:c");
        assertThatThrownBy(() -> Link.parse("")).hasMessage("empty string specified for links");
    }

    private void refused(String sentence, HostConfig host) {
        assertThatThrownBy(() -> fixture.create("web", host, "true"))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage(sentence);
    }
}
