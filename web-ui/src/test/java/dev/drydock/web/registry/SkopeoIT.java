package dev.drydock.web.registry;

import static dev.drydock.web.registry.RegistryClient.ANN;
import static dev.drydock.web.registry.RegistryClient.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.registry.RegistryLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry with a client that others wrote. */
@Tag("skopeo")
class SkopeoIT {
    private static final int SIZE = 3_000_000;

    @TempDir
    Path directory;

    private final RegistryClient client = new RegistryClient(RegistryLimits.DEFAULT);
    private String manifest = "";
    private Digest layer = Digest.ofBytes(new byte[0]);

    @BeforeEach
    void pushImage() throws IOException, InterruptedException {
        byte[] tar = tar();
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(tar);
        }
        byte[] content = compressed.toByteArray();
        layer = Digest.ofBytes(content);
        String config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                        + Digest.ofBytes(tar) + "\"]}}";
        client.push("ann/app", config);
        client.call("POST", "/v2/ann/app/blobs/uploads/?digest=" + layer, content);
        manifest = RegistryClient.image(config, "LAYER")
                .replace(digest("LAYER").toString(), layer.toString())
                .replace("\"size\":5}", "\"size\":" + content.length + "}");
        assertThat(client.put("ann/app", "1", manifest).statusCode()).isEqualTo(201);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static byte[] tar() throws IOException {
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("file");
            entry.setSize(SIZE);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    /** What one command says. */
    private record Outcome(int code, String output) {}

    private Outcome skopeo(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program().toString(), "--insecure-policy"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Unpacked beside its libraries.
        Path libraries = program().resolveSibling("../lib/x86_64-linux-gnu").normalize();
        builder.environment().put("LD_LIBRARY_PATH", libraries.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private static Path program() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder).resolve("skopeo"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private String image(String name) {
        return "docker://" + client.server.address().getAuthority() + "/" + name;
    }

    private void copyOut(String name, String layout) throws IOException, InterruptedException {
        Outcome outcome = skopeo(
                "copy",
                "--src-tls-verify=false",
                "--src-registry-token=" + client.server.tokenFor(ANN),
                image(name),
                "oci:" + directory.resolve(layout) + ":1");
        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    private Outcome copyIn(String layout, String name, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("copy", "--dest-tls-verify=false", "--dest-registry-token=" + client.server.tokenFor(ANN)));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("oci:" + directory.resolve(layout) + ":1", image(name)));
        return skopeo(arguments.toArray(String[]::new));
    }

    @Test
    void copiesOutAndInWithTheSameDigests() throws IOException, InterruptedException {
        copyOut("ann/app:1", "out");
        assertThat(Files.readString(directory.resolve("out/index.json")))
                .contains(digest(manifest).toString());
        Outcome in = copyIn("out", "ann/copy:2");
        assertThat(in.code()).as(in.output()).isZero();

        assertThat(client.call("GET", "/v2/ann/copy/manifests/2").body()).isEqualTo(manifest);
        assertThat(client.registry.scrub()).isEmpty();
    }

    @Test
    void pushesManifestsOfDockersFormToo() throws IOException, InterruptedException {
        copyOut("ann/app:1", "out");
        Outcome in = copyIn("out", "ann/docker:1", "--format=v2s2");
        assertThat(in.code()).as(in.output()).isZero();

        assertThat(RegistryClient.header(client.call("HEAD", "/v2/ann/docker/manifests/1"), "Content-Type"))
                .isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
    }

    @Test
    void isToldWhatIsNotTheStudents() throws IOException, InterruptedException {
        copyOut("ann/app:1", "out");
        Outcome in = copyIn("out", "library/app:1");

        assertThat(in.code()).isNotZero();
        assertThat(in.output()).contains("denied: you may push to and delete from repositories below ann/ only");
    }

    /** G04: the client notices. */
    @Test
    void aPullOfADamagedBlobFailsWithADigestError() throws IOException, InterruptedException {
        client.damage(layer);
        Outcome out = skopeo(
                "copy",
                "--src-tls-verify=false",
                "--src-registry-token=" + client.server.tokenFor(ANN),
                image("ann/app:1"),
                "oci:" + directory.resolve("out") + ":1");

        assertThat(out.code()).isNotZero();
        assertThat(out.output()).contains("Digest did not match").contains(layer.toString());
        assertThat(client.registry.scrub())
                .extracting(damage -> damage.digest())
                .containsExactly(layer);
    }

    @Test
    void deletesAnImage() throws IOException, InterruptedException {
        Outcome deleted = skopeo(
                "delete", "--tls-verify=false", "--registry-token=" + client.server.tokenFor(ANN), image("ann/app:1"));
        assertThat(deleted.code()).as(deleted.output()).isZero();

        assertThat(client.call("GET", "/v2/ann/app/manifests/1").statusCode()).isEqualTo(404);
    }
}
