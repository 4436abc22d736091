package dev.drydock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.web.pages.PagesFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as an ordinary user starts it: by the launcher, without root, as the user {@code nobody}. */
@Tag("kernel")
@Timeout(300)
class RootlessIT {
    private static final String NOBODY = "65534";

    private static Path home;
    private static Process server;
    private static String address;

    @BeforeAll
    static void startServer() throws Exception {
        home = Files.createTempDirectory(Path.of("/tmp"), "drydock-nobody-");
        run("mkdir", "-p", home + "/web-ui/target");
        run("cp", "-r", "target/app", home + "/web-ui/target/app");
        run("cp", "-r", "../drydock", "../content", home.toString());
        run("touch", home + "/web-ui/target/app/.built");
        run("chown", "-R", NOBODY + ":" + NOBODY, home.toString());
        server = asNobody("up", "--rootless", "--port", "0").start();
        BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
        String line = Objects.requireNonNull(output.readLine());
        while (!line.startsWith("Drydock is at ")) {
            line = Objects.requireNonNull(output.readLine(), "the server says nothing more");
        }
        address = line.substring("Drydock is at ".length());
        Thread.ofPlatform().daemon().start(() -> output.lines().forEach(_ -> {}));
    }

    /** However it ends, nothing of it may stay on the machine. */
    @AfterAll
    static void stopServer() throws Exception {
        Outcome down = drydock("down");
        assertThat(down.text()).contains("stopping");
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> processesOf(home).isEmpty());
        run("rm", "-rf", home.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    private static ProcessBuilder asNobody(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        line.addAll(List.of(home + "/drydock", command, "--data", home + "/data"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).directory(home.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private record Outcome(int code, String text) {}

    private static Outcome drydock(String command, String... arguments) throws IOException, InterruptedException {
        Process process = asNobody(command, arguments).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), text);
    }

    /** What a student sees who types this in a lab host. */
    private static String type(String script) throws IOException, InterruptedException {
        return drydock("lab", "--rootless", "--name", "one", "--", "sh", "-c", script)
                .text();
    }

    /** Processes whose root or working directory is below a directory, or whose command line names it. */
    private static List<Long> processesOf(Path directory) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> names(process, directory))
                    .map(process -> Long.parseLong(process.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean names(Path process, Path directory) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .contains(directory.toString())
                    || Files.readString(process.resolve("mountinfo"), StandardCharsets.ISO_8859_1)
                            .contains(directory.toString());
        } catch (IOException e) {
            return false; // It has ended.
        }
    }

    @Test
    void containersRun() throws Exception {
        assertThat(type("id -u; hostname; docker run --rm hello-world"))
                .startsWith("0\none\n")
                .contains("Hello from Drydock!");
        assertThat(type("docker run --rm busybox sh -c 'id -u; echo $((6 * 7))'"))
                .isEqualTo("0\n42\n");
        assertThat(type("docker run -d --name sleeper busybox sleep 1000 >/dev/null; docker exec sleeper hostname -i;"
                        + " docker run --rm busybox ping -c 1 -W 5 172.17.0.2 | grep received; docker rm -f sleeper"))
                .matches("172\\.17\\.0\\.2\n1 packets transmitted, 1 packets received, 0% packet loss\nsleeper\n");
    }

    @Test
    void whatAContainerChangesIsItsOwn() throws Exception {
        assertThat(type("docker run --name changer busybox sh -c 'rm -r /var/spool; mkdir -p /var/spool/new; rm"
                        + " /bin/wc; echo more >> /etc/passwd; ls /var/spool'; docker run --rm busybox sh -c 'ls"
                        + " /bin/wc; tail -n 1 /etc/passwd'; docker rm changer"))
                .startsWith("new\n/bin/wc\n")
                .doesNotContain("more\n")
                .endsWith("changer\n");
    }

    @Test
    void whatDoesNotWorkIsSaid() throws Exception {
        assertThat(type("docker run --rm --user 1000 busybox true"))
                .contains("cannot set uid to unmapped user in user namespace");
        assertThat(type("docker run -d --name quiet busybox sleep 1000 >/dev/null; docker pause quiet; docker stats"
                        + " --no-stream quiet; docker rm -f quiet"))
                .contains("this needs control groups, which this server may not use (see ./drydock doctor)")
                .endsWith("quiet\n");
        assertThat(type("docker run --rm -m 64m busybox true")).contains("Limitation discarded");
    }

    @Test
    void doctorSaysWhatIsLacking() throws Exception {
        Outcome doctor = drydock("doctor");

        assertThat(doctor.text())
                .containsPattern(
                        "limited +root +the server is root of a user namespace only, with 1 user id that all lab hosts"
                                + " share")
                .containsPattern("limited +user ids +a lab host has one")
                .containsPattern("ok +overlay +writable overlays")
                .containsPattern("limited +cgroups +the server may not write to the machine's control groups")
                .containsPattern("limited +lab disks +lab hosts can fill the disk of this machine");
        assertThat(doctor.code()).isZero();
    }

    @Test
    void thePageSaysWhatIsLacking() throws Exception {
        String page = PagesFixture.send(
                        PagesFixture.browser(),
                        HttpRequest.newBuilder(URI.create(address + "/lessons/hello-world?lang=en")))
                .body();

        assertThat(Jsoup.parse(page).select("[data-reduction]").eachAttr("data-reduction"))
                .containsExactly("one-user", "no-limits");
        assertThat(page)
                .contains("This server runs without root")
                .contains("docker pause, stats, top and update do not work");
    }

    /** The store is the user's own, and no other user's. */
    @Test
    void filesBelongToTheUser() throws Exception {
        assertThat(Files.getAttribute(home.resolve("data/layers"), "unix:uid")).isEqualTo(Integer.parseInt(NOBODY));
        assertThat(Files.getPosixFilePermissions(home.resolve("data"))).hasSize(3);
    }
}
