package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker cp}, {@code diff} and {@code export} by the real command, with dockerd's sentences. */
@Tag("dockercli")
@Timeout(120)
class FilesCliTest {
    @TempDir
    Path directory;

    private EngineFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new EngineFixture();
        assertThat(docker("create", "--name", "box", "busybox").code()).isZero();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private record Outcome(int code, String out, String err) {}

    private Outcome docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("DOCKER_HOST", "unix://" + fixture.socket());
        builder.environment().put("DOCKER_CONFIG", "/nonexistent");
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command.toString()).isTrue();
        return new Outcome(process.exitValue(), out.join(), err.join());
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertRefused(String sentence, String... arguments) throws Exception {
        Outcome outcome = docker(arguments);
        assertThat(outcome.err()).contains(sentence);
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void aFileGoesInAndComesBack() throws Exception {
        Files.writeString(directory.resolve("note"), "hello");

        assertThat(docker("cp", "note", "box:/bin/renamed").code()).isZero();
        assertThat(docker("cp", "note", "box:/bin/").code()).isZero();
        assertThat(docker("cp", "box:/bin/renamed", "back").code()).isZero();

        assertThat(directory.resolve("back")).hasContent("hello");
        assertThat(docker("diff", "box").out()).isEqualTo("C /bin\nA /bin/note\nA /bin/renamed\n");
        assertThat(docker("ps", "-as", "--format", "{{.Size}}").out()).startsWith("10B (virtual ");
    }

    @Test
    void aDirectoryGoesInWithItsContent() throws Exception {
        Files.createDirectories(directory.resolve("tree/deep"));
        Files.writeString(directory.resolve("tree/deep/leaf"), "x");

        assertThat(docker("cp", "tree", "box:/new").code()).isZero();
        assertThat(docker("cp", "tree", "box:/new").code()).isZero();
        assertThat(docker("cp", "tree/.", "box:/new/").code()).isZero();
        assertThat(docker("cp", "box:/new", ".").code()).isZero();

        assertThat(directory.resolve("new/deep/leaf")).hasContent("x");
        assertThat(directory.resolve("new/tree/deep/leaf")).hasContent("x");
    }

    @Test
    void refusalsAreDockersOwn() throws Exception {
        Files.writeString(directory.resolve("note"), "hello");
        Files.createDirectory(directory.resolve("tree"));

        assertRefused("Could not find the file /nope in container box", "cp", "box:/nope", ".");
        assertRefused("Could not find the file /nope in container box", "cp", "note", "box:/nope/note");
        assertRefused("no such directory", "cp", "note", "box:/bin/nope/");
        assertRefused("cannot copy directory", "cp", "tree", "box:/bin/busybox");
        assertRefused("extraction point is not a directory", "cp", "note", "box:/bin/busybox/x");
        assertRefused("lstat /bin/busybox/: not a directory", "cp", "box:/bin/busybox/", ".");
        assertRefused("No such container: nope", "cp", "nope:/bin", ".");
        Files.write(directory.resolve("large"), new byte[8 << 20]);
        Outcome large = docker("cp", "large", "box:/bin/busybox/x");
        assertThat(large)
                .isEqualTo(new Outcome(1, "", "Error response from daemon: extraction point is not a directory\n"));
        assertThat(docker("create", "--name", "fixed", "--read-only", "busybox").code())
                .isZero();
        assertRefused("container rootfs is marked read-only", "cp", "note", "fixed:/bin/");
    }

    @Test
    void aLinkComesAsALinkOrAsWhatItPointsTo() throws Exception {
        assertThat(docker("cp", "box:/bin/sh", "link").code()).isZero();
        assertThat(docker("cp", "-L", "box:/bin/sh", "program").code()).isZero();

        assertThat(Files.readSymbolicLink(directory.resolve("link"))).hasToString("busybox");
        assertThat(directory.resolve("program")).hasContent("simulated bin/busybox\n");
    }

    @Test
    void aNewContainerHasNoChanges() throws Exception {
        assertThat(docker("diff", "box")).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void anExportIsATarOfEverything() throws Exception {
        Path tar = directory.resolve("box.tar");
        assertThat(docker("export", "-o", tar.toString(), "box").code()).isZero();

        assertThat(new String(Files.readAllBytes(tar), StandardCharsets.ISO_8859_1))
                .startsWith("bin/")
                .contains("bin/busybox");
    }

    @Test
    void aCommittedImageHasTheChangesAndTheConfiguration() throws Exception {
        Files.writeString(directory.resolve("note"), "hello");
        assertThat(docker("cp", "note", "box:/note").code()).isZero();

        assertThat(docker("commit", "-a", "me", "-m", "why", "-c", "CMD [\"cat\",\"/note\"]", "box", "noted:1")
                        .out())
                .startsWith("sha256:");

        assertThat(docker("images", "--format", "{{.Repository}}:{{.Tag}}").out())
                .contains("noted:1\n");
        assertThat(docker("image", "inspect", "noted:1", "--format", "{{.Author}} {{.Comment}} {{.Config.Cmd}}")
                        .out())
                .isEqualTo("me why [cat /note]\n");
        assertThat(docker("history", "--format", "{{.Comment}} {{.Size}}", "noted:1")
                        .out())
                .startsWith("why 5B\n");
        assertThat(docker("create", "--name", "next", "noted:1").code()).isZero();
        assertThat(docker("cp", "next:/note", "back").code()).isZero();
        assertThat(directory.resolve("back")).hasContent("hello");
        assertRefused("run is not a valid change command", "commit", "-c", "RUN x", "box");
        assertRefused("No such container: nope", "commit", "nope");
    }
}
