package dev.drydock.core.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.TestTar;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code COPY} and {@code ADD}: what is copied from where, and what is refused. */
class CopyTest {
    private final BuildFixture fixture = new BuildFixture();

    @AfterEach
    void close() {
        assertThat(fixture.lab.scratch().open()).as("scratch files").isZero();
        fixture.close();
    }

    private static TestTar context() {
        return new TestTar()
                .file("a.txt", "a", 0640, 7, 8)
                .file("b.txt", "b", 0644, 0, 0)
                .directory("dir", 0700)
                .file("dir/c", "c", 0600, 3, 3)
                .link("dir/inner", "c")
                .hardLink("dir/d", "dir/c")
                .link("link", "a.txt")
                .link("up", "../../etc/passwd");
    }

    private Image build(String line) throws IOException {
        return fixture.build("FROM busybox\nWORKDIR /w\n" + line + "\n", context());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COPY a.txt /x              | /x       | 640 0:0 a",
                "COPY a.txt /x/             | /x/a.txt | 640 0:0 a",
                "COPY a.txt .               | /w/a.txt | 640 0:0 a",
                "COPY a.txt tmp/            | /w/tmp/a.txt | 640 0:0 a",
                "COPY a.txt /tmp            | /tmp     | 640 0:0 a",
                "COPY *.txt /x/             | /x/b.txt | 644 0:0 b",
                "COPY ?.txt /x/             | /x/a.txt | 640 0:0 a",
                "COPY [a-b].txt /x/         | /x/b.txt | 644 0:0 b",
                "COPY dir /x                | /x/c     | 600 0:0 c",
                "COPY dir /x                | /x/inner | c",
                "COPY dir/ /x/              | /x/c     | 600 0:0 c",
                "COPY dir/inner /x          | /x       | 600 0:0 c",
                "COPY link /x/              | /x/link  | 640 0:0 a",
                "COPY --chown=5:6 a.txt /x  | /x       | 640 5:6 a",
                "COPY --chown=5 dir /x      | /x/c     | 600 5:5 c",
                "COPY --chmod=4755 a.txt /x | /x       | 4755 0:0 a",
                "COPY --link a.txt /x       | /x       | 640 0:0 a",
                "COPY . /x                  | /x/dir/c | 600 0:0 c",
                "ADD a.txt /x               | /x       | 640 0:0 a",
            })
    void filesComeWhereTheyShould(String line, String path, String expected) throws IOException {
        assertThat(fixture.file(build(line.strip()), path.strip())).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COPY ../../etc/passwd /x  | COPY failed: forbidden path outside the build context: ../../etc/passwd ()",
                "COPY dir/../../x /x       | COPY failed: forbidden path outside the build context: dir/../../x ()",
                "COPY up /x                | COPY failed: file not found in build context or excluded by .dockerignore: stat up: file does not exist",
                "COPY nope /x              | COPY failed: file not found in build context or excluded by .dockerignore: stat nope: file does not exist",
                "COPY *.zip /x             | COPY failed: no source files were specified",
                "COPY a.txt b.txt /x       | When using COPY with more than one source file, the destination must be a directory and end with a /",
                "COPY *.txt /x             | When using COPY with more than one source file, the destination must be a directory and end with a /",
                "COPY --from=busybox /no /x| COPY failed: stat no: file does not exist",
                "COPY --from=0 /a /b       | invalid from flag value 0: refers to current build stage",
                "COPY --chown=who a.txt /x | unable to convert uid/gid chown string to host mapping: can't find uid for user who: no such user: who",
                "COPY --chown=99999999 a.txt /x | unable to convert uid/gid chown string to host mapping: Container ID 99999999 cannot be mapped to a host ID",
                "COPY [a-.txt /x           | syntax error in pattern",
            })
    void whatCannotBeIsSaid_B01(String line, String sentence) {
        assertThatThrownBy(() -> build(line.strip())).hasMessage(sentence.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://127.0.0.1:1/x",
                "https://example.com/x",
                "file:///etc/passwd",
                "git@example.com:a/b.git"
            })
    void nothingIsFetched_B06(String url) {
        assertThatThrownBy(() -> build("ADD " + url + " /x"))
                .isInstanceOf(EngineException.Forbidden.class)
                .hasMessageContaining(url);
        assertThatThrownBy(() -> build("COPY " + url + " /x"))
                .hasMessage("COPY failed: source can't be a URL for COPY");
    }

    @Test
    void ownersComeFromTheFilesOfTheImage() throws IOException {
        TestTar context = context()
                .file("passwd", "root:x:0:0::/:/bin/sh\napp:x:1000:50::/:/bin/sh\n", 0644, 0, 0)
                .file("group", "root:x:0:\nwheel:x:10:\n", 0644, 0, 0);
        Image built =
                fixture.build("FROM busybox\nCOPY passwd group /etc/\nCOPY --chown=app:wheel a.txt /x\n", context);

        assertThat(fixture.file(built, "/x")).isEqualTo("640 1000:10 a");
    }

    @Test
    void anArchiveIsUnpackedByAddOnly() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new TestTar().file("in/side", "x", 0604, 9, 9).bytes());
        }
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        try (var out = new org.apache.commons.compress.archivers.tar.TarArchiveOutputStream(tar)) {
            put(
                    out,
                    "Dockerfile",
                    "FROM busybox\nADD a.tgz /add/\nCOPY a.tgz /copy/\n"
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            put(out, "a.tgz", packed.toByteArray());
        }

        Image built = fixture.send(new ByteArrayInputStream(tar.toByteArray()));

        assertThat(fixture.file(built, "/add/in/side")).isEqualTo("604 9:9 x");
        assertThat(fixture.file(built, "/copy/a.tgz")).startsWith("644 0:0 ");
    }

    private static void put(
            org.apache.commons.compress.archivers.tar.TarArchiveOutputStream out, String name, byte[] content)
            throws IOException {
        var entry = new org.apache.commons.compress.archivers.tar.TarArchiveEntry(name);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    @Test
    void textOfTheDockerfileIsAFile() throws IOException {
        Image built = fixture.build("""
                FROM busybox
                ENV NAME=web
                COPY <<page <<'raw' /x/
                hello $NAME "quoted" \\$kept
                page
                $NAME
                raw
                """);

        assertThat(fixture.file(built, "/x/page")).isEqualTo("644 0:0 hello web \"quoted\" $kept\n");
        assertThat(fixture.file(built, "/x/raw")).isEqualTo("644 0:0 $NAME\n");
    }

    @Test
    void ownersStayWhenAStageIsCopiedFrom() throws IOException {
        Image built = fixture.build(
                "FROM busybox AS one\nCOPY --chown=5:6 a.txt /a\nFROM busybox\nCOPY --from=one /a /b\n", context());

        assertThat(fixture.file(built, "/b")).isEqualTo("640 5:6 a");
    }

    @Test
    void aContextThatLeadsOutIsRefused_B03() {
        assertThatThrownBy(() -> fixture.build("FROM busybox", new TestTar().file("../x", "x", 0644, 0, 0)))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("\"../x\" is outside of the build context");
        assertThatThrownBy(() -> fixture.send(new ByteArrayInputStream(new byte[700])))
                .isInstanceOf(EngineException.InvalidParameter.class);
        assertThatThrownBy(() -> fixture.build("FROM busybox", new TestTar().hardLink("x", "/etc/passwd")))
                .isInstanceOf(EngineException.InvalidParameter.class);
    }

    @Test
    void namesOfTheContextStayInIt_B03_F02_F03_F06() throws IOException {
        TestTar context = new TestTar()
                .file("/etc/absolute", "a", 0644, 0, 0)
                .link("d", "/etc")
                .file("d/through", "b", 0644, 0, 0)
                .link("root", "/")
                .file("root/tmp/x", "c", 0644, 0, 0);
        Image built = fixture.build("FROM busybox\nCOPY . /in/\nCOPY etc/absolute /abs\n", context);

        assertThat(fixture.file(built, "/in/etc/absolute")).isEqualTo("644 0:0 a");
        assertThat(fixture.file(built, "/in/d/through")).isEqualTo("644 0:0 b");
        assertThat(fixture.file(built, "/in/root/tmp/x")).isEqualTo("644 0:0 c");
        assertThatThrownBy(() -> fixture.file(built, "/etc/through")).isInstanceOf(EngineException.NotFound.class);
        assertThatThrownBy(() -> fixture.file(built, "/tmp/x")).isInstanceOf(EngineException.NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../etc/passwd", "nothing"})
    void hardLinksToWhatIsNotInTheContextAreRefused_B03_F04_F05(String target) {
        assertThatThrownBy(() -> fixture.build("FROM busybox\nCOPY . /x/\n", new TestTar().hardLink("link", target)))
                .isInstanceOf(EngineException.InvalidParameter.class);
    }

    @Test
    void veryDeepPathsAreRefused_B03_F11() {
        TestTar context = new TestTar().file("a/".repeat(4000) + "x", "x", 0644, 0, 0);

        assertThatThrownBy(() -> fixture.build("FROM busybox\nCOPY . /x/\n", context))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessageContaining("names that are too long");
    }

    /** Docker's client leaves out what comes after the last file when it adds one to an archive. */
    @Test
    void anArchiveMayEndAfterItsLastFile() throws IOException {
        byte[] tar = new TestTar()
                .file("Dockerfile", "FROM busybox\nLABEL a=b\n", 0644, 0, 0)
                .bytes();
        byte[] cut = java.util.Arrays.copyOf(tar, 512 + "FROM busybox\nLABEL a=b\n".length());

        assertThat(fixture.send(new ByteArrayInputStream(cut)).config().config().labels())
                .containsEntry("a", "b");
        assertThatThrownBy(() -> fixture.send(new ByteArrayInputStream(java.util.Arrays.copyOf(cut, cut.length - 1))))
                .hasMessage("unexpected EOF");
    }

    @Test
    void patternsTakeNoLongerThanTheyAre() {
        CopyPattern pattern = CopyPattern.of("*a".repeat(2000) + "b");

        assertThat(pattern.matches("a".repeat(4000))).isFalse();
        assertThat(CopyPattern.of("a*").matches("a/b")).isFalse();
        assertThat(CopyPattern.of("[^a]").matches("/")).isFalse();
        assertThat(CopyPattern.of("\\*").matches("*")).isTrue();
    }
}
