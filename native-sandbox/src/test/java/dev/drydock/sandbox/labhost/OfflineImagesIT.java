package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.images.MachineRecipes;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images as {@code ./drydock images build} makes them, tried as root file systems of lab hosts. */
@Tag("images")
class OfflineImagesIT {
    private static TestServer server;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static TestBuild build(String name) {
        TestBuild build = new TestBuild(
                server,
                new MachineRecipes(MachineRecipes.platform()),
                server.data().resolve(name),
                server.data().resolve("packages"));
        build.run("debian", "nginx");
        return build;
    }

    @Test
    void debianAndNginxWorkAndAreTheSameWhenTheyAreBuiltAgain() throws IOException {
        TestBuild first = build("first");

        assertThat(first.tryOut("debian", "dpkg --audit; apt-get check -qq; apt-get install -y nothing"))
                .contains("Unable to locate package nothing");
        assertThat(first.tryOut(
                        "nginx:1.22",
                        "/docker-entrypoint.sh nginx >/tmp/log 2>&1; curl -sS localhost; nginx -s quit; id -u nginx"))
                .contains("<h1>Welcome to nginx!</h1>", "101");

        TestBuild again = build("again");
        assertThat(again.manifest("debian")).isEqualTo(first.manifest("debian:bookworm-slim"));
        assertThat(again.manifest("nginx")).isEqualTo(first.manifest("nginx"));
    }
}
