package dev.drydock.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.ImageAssembly;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.offline.BuildTools;
import dev.drydock.core.offline.DebianPackage;
import dev.drydock.core.offline.DebianPackages;
import dev.drydock.core.offline.ImageLibrary;
import dev.drydock.core.offline.PackageRecipe;
import dev.drydock.core.offline.PackageRecipes;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageShelf;
import dev.drydock.core.simulated.InMemoryLayerStore;
import dev.drydock.web.registry.InstructorLogin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRoutesTest {
    private static final Platform PLATFORM = new Platform("amd64", "linux", null);
    private static final RunConfig RUN = new RunConfig(null, null, null, null, List.of("sh"), null, null, null, null);

    @TempDir
    private Path directory;

    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private AdminServer server;

    @BeforeEach
    void start() {
        ImageAssembly hello = new ImageAssembly(Instant.EPOCH, PLATFORM, RUN)
                .layer("COPY", List.of(new LayerEntry.RegularFile("hello", 0755, StandardCharsets.UTF_8.encode("x"))));
        hello.store(blobs, new InMemoryLayerStore());
        BuildTools tools = new BuildTools(
                new NoRecipes(),
                new NoPackages(),
                job -> {
                    throw new IOException("nothing is built here");
                },
                blobs,
                new InMemoryImageShelf(),
                PLATFORM,
                directory.resolve("building"));
        ImageLibrary library = new ImageLibrary(tools, Map.of(ImageReference.parse("hello-world"), hello.manifest()));
        library.offerFirst();
        server = new AdminServer(
                new NoLabs(),
                library,
                new InstructorLogin("open sesame"),
                Path.of("client"),
                () -> {},
                directory.resolve("admin.sock"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** An answer: the head, and after it the body. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(String head, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private Answer ask(String request, byte[] body) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("admin.sock")))) {
            // In HTTP/1.0 the body ends with the connection.
            String head = request + " HTTP/1.0\r\nHost: drydock\r\nContent-Length: " + body.length + "\r\n\r\n";
            OutputStream out = Channels.newOutputStream(channel);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            InputStream in = Channels.newInputStream(channel);
            byte[] all = in.readAllBytes();
            int end = new String(all, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            rest.write(all, end + 4, all.length - end - 4);
            return new Answer(new String(all, 0, end, StandardCharsets.US_ASCII), rest.toByteArray());
        }
    }

    private Answer ask(String request) throws IOException {
        return ask(request, new byte[0]);
    }

    @Test
    void tellsTheMachinesOwnerHowAnInstructorLogsIn() throws IOException {
        assertThat(ask("GET /instructor").text())
                .isEqualTo("docker login -u instructor -p open sesame registry.lab:5000\n");
    }

    @Test
    void listsWhatThereIsAndWhatCouldBe() throws IOException {
        assertThat(ask("GET /images").text().lines())
                .containsExactly(
                        "NAME                     SIZE  IMAGE ID      TAGS",
                        "hello-world            0.0 MB  " + id() + "  latest",
                        "web                 not built  -             latest, 1");
    }

    private String id() {
        return new ImageAssembly(Instant.EPOCH, PLATFORM, RUN)
                .layer("COPY", List.of(new LayerEntry.RegularFile("hello", 0755, StandardCharsets.UTF_8.encode("x"))))
                .id()
                .digest()
                .hex()
                .substring(0, 12);
    }

    @Test
    void aBuildSaysWhatItDoesAndHowItEnded() throws IOException {
        assertThat(ask("POST /images/build?name=web").text().lines())
                .containsExactly(
                        "asking which packages Debian bookworm has", "failed: Debian's packages cannot be had here");
        assertThat(ask("POST /images/build?name=nothing").text())
                .isEqualTo("failed: there is no recipe for nothing; there are: web\n");
    }

    @Test
    void aFileComesBackAsItWent() throws IOException {
        Answer file = ask("GET /images/file");

        assertThat(file.head()).startsWith("HTTP/1.1 200").contains("application/x-tar");
        assertThat(ask("POST /images/file", file.body()).text()).isEqualTo("hello-world:latest\n");
        assertThat(ask("GET /images/file?name=hello-world").body()).isEqualTo(file.body());
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() throws IOException {
        assertThat(ask("GET /images/file?name=web"))
                .satisfies(answer -> assertThat(answer.head()).startsWith("HTTP/1.1 400"))
                .satisfies(answer ->
                        assertThat(answer.text()).isEqualTo("the image web is not there: see ./drydock images\n"));
        assertThat(ask("POST /images/file", "no tar".repeat(1000).getBytes(StandardCharsets.UTF_8)))
                .satisfies(answer -> assertThat(answer.head()).startsWith("HTTP/1.1 400"));
    }

    private static final class NoRecipes implements PackageRecipes {
        @Override
        public List<PackageRecipe> packageRecipes() {
            return List.of(new PackageRecipe(
                    "web",
                    List.of("web:latest", "web:1"),
                    null,
                    "bookworm",
                    List.of(),
                    null,
                    null,
                    List.of(),
                    List.of(),
                    RUN));
        }

        @Override
        public byte[] file(String recipe, String path) {
            return new byte[0];
        }

        @Override
        public byte[] buildScript() {
            return new byte[0];
        }
    }

    private static final class NoPackages implements DebianPackages {
        @Override
        public void update(String suite) {
            throw new EngineException.Unavailable("Debian's packages cannot be had here");
        }

        @Override
        public List<DebianPackage> fetch(String suite, List<String> names, Optional<Path> installed) {
            return List.of();
        }

        @Override
        public void unpack(DebianPackage debianPackage, OutputStream tar) {
            throw new EngineException.NotImplemented("there are no packages");
        }
    }
}
