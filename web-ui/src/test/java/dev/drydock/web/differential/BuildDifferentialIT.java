package dev.drydock.web.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.web.ServerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Builds the Dockerfiles of {@code builds.dockerfiles} with dockerd's classic builder and here: the images must be the same. */
@Tag("dockerd")
class BuildDifferentialIT {
    private static final Path CASES = Path.of("src/test/resources/dev/drydock/web/differential/builds.dockerfiles");
    private static final ExecutorService THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("side-", 0).factory());
    private static Path directory;
    private static ServerFixture server;
    private static Dockerd dockerd;
    private static Path socket;
    private static int played;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        directory = Files.createTempDirectory(Path.of("/tmp"), "drydock-build-");
        server = new ServerFixture(directory.resolve("d"));
        socket = server.startLab("build");
        dockerd = Dockerd.start(directory.resolve("o"));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        THREADS.close();
        if (dockerd != null) {
            dockerd.close();
        }
        if (server != null) {
            server.removeLab("build");
            server.close();
        }
        new ProcessBuilder("rm", "-rf", "--one-file-system", directory.toString())
                .start()
                .waitFor();
    }

    @TestFactory
    Stream<DynamicTest> imagesAreTheSame() throws IOException {
        List<BuildCase> cases = BuildCase.read(CASES);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(40);
        return cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> compare(each)));
    }

    private static void compare(BuildCase each) throws InterruptedException, ExecutionException {
        int number = played++;
        Future<List<String>> docker = THREADS.submit(() -> build(each, dockerd.socket(), "docker" + number));
        Future<List<String>> drydock = THREADS.submit(() -> build(each, socket, "drydock" + number));
        List<String> expected = docker.get();
        List<String> actual = drydock.get();

        assertThat(differences(expected, actual)).as("- Docker, + Drydock").isEmpty();
        assertThat(actual).isEqualTo(expected);
    }

    private static List<String> differences(List<String> expected, List<String> actual) {
        Stream<String> missing =
                expected.stream().filter(line -> !actual.contains(line)).map(line -> "- " + line);
        Stream<String> more =
                actual.stream().filter(line -> !expected.contains(line)).map(line -> "+ " + line);
        return Stream.concat(missing, more).toList();
    }

    private static List<String> build(BuildCase each, Path engine, String name)
            throws IOException, InterruptedException {
        Path scratch = directory.resolve(name);
        Shell shell = new Shell(engine, scratch);
        try {
            return new BuiltImage(shell, scratch).build(each);
        } finally {
            shell.run("docker ps -aq | xargs -r docker rm -f; docker rmi -f built; docker image prune -f");
        }
    }
}
