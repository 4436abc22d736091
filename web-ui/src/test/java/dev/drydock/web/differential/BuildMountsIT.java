package dev.drydock.web.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.web.ServerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** {@code RUN --mount} and heredocs, which dockerd's classic builder does not have: what a command sees, and what stays of it. */
@Tag("kernel")
class BuildMountsIT {
    private static Path directory;
    private static ServerFixture server;
    private static Path socket;
    private Path scratch;
    private Shell shell;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        directory = Files.createTempDirectory(Path.of("/tmp"), "drydock-mount-");
        server = new ServerFixture(directory.resolve("d"));
        socket = server.startLab("mount");
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        server.removeLab("mount");
        server.close();
        new ProcessBuilder("rm", "-rf", "--one-file-system", directory.toString())
                .start()
                .waitFor();
    }

    @BeforeEach
    void open(TestInfo test) throws IOException {
        scratch = directory.resolve(test.getDisplayName().replaceAll("\\W", ""));
        shell = new Shell(socket, scratch);
    }

    private String build(String dockerfile) throws IOException, InterruptedException {
        Files.writeString(scratch.resolve("home/Dockerfile"), dockerfile);
        Outcome outcome = shell.run("DOCKER_BUILDKIT=0 docker build -t built .");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private String inImage(String command) throws IOException, InterruptedException {
        return shell.run("docker run --rm built sh -c '" + command + "'").out();
    }

    @Test
    void aCacheIsSharedByBuildsAndInNoImage() throws IOException, InterruptedException {
        String dockerfile = "FROM busybox\nARG N\nRUN --mount=type=cache,target=/c,uid=5,mode=0750 echo x >> /c/log &&"
                + " stat -c '%a %u' /c && wc -l < /c/log\n";
        assertThat(build(dockerfile)).contains("\n750 5\n1\n");
        assertThat(build(dockerfile + "RUN echo " + 1 + "\n")).contains("Using cache");
        shell.run("docker rmi built");
        assertThat(build(dockerfile.replace("ARG N", "ARG M"))).contains("\n750 5\n2\n");

        assertThat(inImage("ls /c")).isEmpty();
        assertThat(shell.run("docker volume ls -q").out()).isEmpty();
        assertThat(shell.run("docker builder prune -f").out()).isEqualTo("Total reclaimed space: 4B\n");
        assertThat(build(dockerfile.replace("ARG N", "ARG O"))).contains("\n750 5\n1\n");
    }

    @Test
    void filesAreThereForOneCommand() throws IOException, InterruptedException {
        shell.run("mkdir src && echo 1 > src/a && echo 2 > one");
        String dockerfile = """
                FROM busybox AS other
                RUN mkdir /o && echo 3 > /o/b
                FROM busybox
                WORKDIR /w
                RUN --mount=type=bind,source=src,target=/src --mount=type=bind,from=other,source=/o,target=o \\
                    --mount=type=bind,source=one,target=/one,rw \\
                    cat /src/a /one o/b; touch /src/no 2> /dev/null || echo refused; echo lost > /one; cat /one
                """;
        assertThat(build(dockerfile)).contains("\n1\n2\n3\nrefused\nlost\n");
        assertThat(inImage("ls /src /w/o; cat /one")).doesNotContain("a").doesNotContain("lost");

        assertThat(build(dockerfile)).doesNotContain("Running in");
        shell.run("echo 9 > src/a");
        assertThat(build(dockerfile)).contains("\n9\n2\n3\n");
    }

    @Test
    void whatIsInMemoryOrSecretIsNotInTheImage() throws IOException, InterruptedException {
        String out = build("""
                FROM busybox
                RUN --mount=type=tmpfs,target=/t echo gone > /t/x && df /t | tail -1 | cut -d' ' -f1
                RUN --mount=type=secret,id=s ls /run/secrets/s || echo none
                """);

        assertThat(out).contains("\ntmpfs\n").contains("\nnone\n");
        assertThat(inImage("ls /t")).isEmpty();
        Files.writeString(
                scratch.resolve("home/Dockerfile"), "FROM busybox\nRUN --mount=type=secret,id=s,required true\n");
        assertThat(shell.run("DOCKER_BUILDKIT=0 docker build .").err()).contains("secret s: not found");
    }

    @Test
    void scriptsStandInTheDockerfile() throws IOException, InterruptedException {
        String out = build("""
                FROM busybox
                RUN <<EOF
                echo one
                echo two > /two
                EOF
                RUN cat <<'EOF' > /three
                literal $HOME
                EOF
                RUN <<EOF
                #!/bin/cat
                interpreted
                EOF
                RUN cat /two /three
                """);

        assertThat(out).contains("\none\n", "#!/bin/cat\ninterpreted\n", "two\nliteral $HOME\n");
        assertThat(inImage("ls /dev/shm")).isEmpty();
    }
}
