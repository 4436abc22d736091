package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.offline.PackageRecipe;
import dev.drydock.core.offline.PackageRecipes;
import dev.drydock.sandbox.images.MachineRecipes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A root file system that is as small as Debian has it, and one small package on it. */
@Tag("packages")
class SmallImageIT {
    private static final TestRecipes RECIPES = new TestRecipes();

    private static TestServer server;
    private static TestBuild build;
    private static String installedBefore;

    @BeforeAll
    static void buildTheBase() throws IOException {
        server = TestServer.start();
        installedBefore = installed();
        build = new TestBuild(
                server, RECIPES, server.data().resolve("built"), server.data().resolve("packages"));
        build.run("small");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static String installed() throws IOException {
        return Files.readString(Path.of("/var/lib/dpkg/status"));
    }

    @Test
    void packagesAreInstalledOnALabHostAndNothingIsLeftBehind() throws IOException {
        assertThat(build.unpacked("small").packages()).containsKeys("dash", "dpkg", "libc6");
        assertThat(build.lines()).anySatisfy(line -> assertThat(line).startsWith("small: small:latest is there, "));
        assertThat(build.tryOut(
                        "small",
                        "cat /id; dpkg-query -W -f '${Package} ${db:Status-Abbrev}\\n' | grep -v 'ii $'"
                                + "; ls -A /var/cache/drydock /.dockerenv"))
                .contains("built by 0\r\n", "'/.dockerenv': No such file", "'/var/cache/drydock': No such file")
                .doesNotContain(" iU ", " iF ");
        assertThat(server.hosts().list()).isEmpty();
        assertThat(server.data().resolve("built/building")).doesNotExist();
        assertThat(installed()).isEqualTo(installedBefore);
    }

    @Test
    void aPackageComesOnTop() throws IOException {
        RECIPES.finish = "true";
        build.run("tool");

        assertThat(build.unpacked("tool").packages()).containsKeys("libc6", "tree");
        assertThat(build.tryOut("tool", "tree --noreport /etc/dpkg/origins; dpkg -s tree | grep Status"))
                .contains("-> debian", "Status: install ok installed");
    }

    @Test
    void theScriptsHaveNoNetworkAndSeeNothingOfTheMachine() {
        RECIPES.finish = "ls -d " + server.data() + " /sys/class/net/* >&2 || exit 9";

        assertThatThrownBy(() -> build.run("tool"))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessageContaining("installing packages ended with code 9")
                .hasMessageContaining("cannot access '" + server.data() + "'")
                .hasMessageEndingWith("| /sys/class/net/lo");
        assertThat(server.hosts().list()).isEmpty();
    }

    /** What dpkg needs, and apt; and a tool on it. */
    private static final class TestRecipes implements PackageRecipes {
        private static final RunConfig RUN =
                new RunConfig(null, null, null, null, List.of("sh"), null, null, null, null);

        private String finish = "true";

        @Override
        public List<PackageRecipe> packageRecipes() {
            return List.of(recipe("small", null, "?essential", "apt"), recipe("tool", "small", "tree"));
        }

        private static PackageRecipe recipe(String name, @Nullable String from, String... packages) {
            return new PackageRecipe(
                    name,
                    List.of(name + ":latest"),
                    from,
                    "bookworm",
                    List.of(packages),
                    null,
                    "finish",
                    List.of(),
                    List.of(),
                    RUN);
        }

        @Override
        public byte[] file(String recipe, String path) {
            String script = recipe.equals("small") ? "echo built by $(id -u) >/id" : finish;
            return script.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] buildScript() {
            return new MachineRecipes(MachineRecipes.platform()).buildScript();
        }
    }
}
