package dev.drydock.web.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.drydock.web.ServerFixture;
import dev.drydock.web.differential.Script.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The scripts of docker commands beside this class, on dockerd and on a lab host of a whole server, with the same client and
 * the same images. Only what {@code docs/compatibility.md} explains may differ, and what it explains must still differ.
 */
@Tag("dockerd")
class DifferentialIT {
    private static final Path SCRIPTS = Path.of("src/test/resources/dev/drydock/web/differential");
    private static final Path TABLE = Path.of("../docs/compatibility.md");
    private static Path directory;
    private static ServerFixture server;
    private static Dockerd dockerd;
    private static Side docker;
    private static Side drydock;
    private static CompatibilityTable table;
    private static final Set<String> SEEN = new TreeSet<>();
    private static final ExecutorService THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("side-", 0).factory());

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        table = CompatibilityTable.read(TABLE);
        // Below /tmp: a socket's path has at most 107 bytes.
        directory = Files.createTempDirectory(Path.of("/tmp"), "drydock-diff-");
        server = new ServerFixture(directory.resolve("d"));
        Path images = directory.resolve("images.tar");
        ImageArchive.write(images);
        drydock = new Side(
                server.startLab("diff"),
                directory.resolve("drydock"),
                Map.of("root", Path.of("/var/lib/docker")),
                images);
        dockerd = Dockerd.start(directory.resolve("o"));
        docker = new Side(dockerd.socket(), directory.resolve("docker"), dockerd.places(), images);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        THREADS.close();
        if (dockerd != null) {
            dockerd.close();
        }
        if (server != null) {
            server.removeLab("diff");
            server.close();
        }
        new ProcessBuilder("rm", "-rf", "--one-file-system", directory.toString())
                .start()
                .waitFor();
    }

    @TestFactory
    Stream<DynamicNode> scriptsSayTheSame() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(SCRIPTS)) {
            files = all.filter(file -> file.toString().endsWith(Script.ENDING))
                    .sorted()
                    .toList();
        }
        List<DynamicNode> nodes = new ArrayList<>();
        for (Path file : files) {
            Script script = Script.read(file);
            nodes.add(DynamicContainer.dynamicContainer(
                    script.name(),
                    script.cases().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> compare(each)))));
        }
        nodes.add(DynamicTest.dynamicTest("every known difference still occurs", DifferentialIT::nothingIsStale));
        return nodes.stream();
    }

    private static void compare(Case each) throws InterruptedException, ExecutionException {
        Future<List<Answer>> left = THREADS.submit(() -> docker.play(each));
        Future<List<Answer>> right = THREADS.submit(() -> drydock.play(each));
        List<Answer> expected = left.get();
        List<Answer> actual = right.get();
        List<Difference> unknown = new ArrayList<>();
        for (int i = 0; i < actual.size(); i++) {
            Comparison comparison = Comparison.of(expected.get(i), actual.get(i), table);
            SEEN.addAll(comparison.known());
            unknown.addAll(comparison.unknown());
        }
        expected.forEach(DifferentialIT::isAsTheScriptSays);
        if (!unknown.isEmpty()) {
            fail("differences that " + TABLE.getFileName() + " does not know (- Docker, + Drydock):\n"
                    + String.join(
                            "\n", unknown.stream().map(Difference::toString).toList()));
        }
    }

    /** A script that Docker does not understand compares nothing. */
    private static void isAsTheScriptSays(Answer answer) {
        boolean fails = answer.line() instanceof Line.Compared compared && compared.fails();
        assertThat(answer.outcome().code() != 0)
                .as(
                        "line %d, whether Docker refuses %s: %s",
                        answer.line().number(), answer.line().command(), answer.text())
                .isEqualTo(fails);
    }

    private static void nothingIsStale() {
        assertThat(table.entries().stream().map(CompatibilityTable.Entry::id).filter(id -> !SEEN.contains(id)))
                .as("differences that no longer occur and must leave " + TABLE.getFileName())
                .isEmpty();
    }
}
