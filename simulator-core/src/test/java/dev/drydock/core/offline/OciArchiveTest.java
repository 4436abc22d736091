package dev.drydock.core.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OciArchiveTest {
    private static final RunConfig RUN = new RunConfig(null, null, null, null, List.of("sh"), null, null, null, null);
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryBlobStore elsewhere = new InMemoryBlobStore();
    private Map<ImageReference, StoredImage> images;

    @BeforeEach
    void prepare() throws IOException {
        images = new TreeMap<>(Map.of(
                ImageReference.parse("web"), image("a"),
                ImageReference.parse("web:1"), image("a"),
                ImageReference.parse("user/app:2"), image("b")));
    }

    private StoredImage image(String content) throws IOException {
        StreamedImage image =
                new StreamedImage(blobs, new Platform("amd64", "linux", null), Instant.parse("2026-01-01T00:00:00Z"));
        image.layer("COPY", out -> out.write(content.repeat(1000).getBytes(StandardCharsets.UTF_8)));
        return StoredImage.read(blobs, image.store(RUN));
    }

    private byte[] file() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OciArchive.write(images, blobs, out);
        return out.toByteArray();
    }

    private Map<ImageReference, StoredImage> load(byte[] file) throws IOException {
        return new OciArchiveReader(elsewhere).read(new ByteArrayInputStream(file));
    }

    private static Map<String, String> entries(byte[] file) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return entries;
    }

    private static byte[] tar(Map<String, String> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                byte[] content = entry.getValue().getBytes(StandardCharsets.ISO_8859_1);
                TarArchiveEntry header = new TarArchiveEntry(entry.getKey(), true);
                header.setSize(content.length);
                tar.putArchiveEntry(header);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** The file with one document changed. */
    private byte[] with(String name, Function<String, String> change) throws IOException {
        Map<String, String> entries = entries(file());
        entries.computeIfPresent(name, (_, content) -> change.apply(content));
        return tar(entries);
    }

    private void refused(byte[] file, String sentence) {
        assertThatThrownBy(() -> load(file))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void carriesImagesUnderAllTheirNames() throws IOException {
        assertThat(load(file())).isEqualTo(images);
        assertThat(StoredImage.read(elsewhere, image("a").digest())).isEqualTo(image("a"));
    }

    @Test
    void theSameImagesGiveTheSameFile() throws IOException {
        assertThat(file()).isEqualTo(file());
    }

    @Test
    void hasEveryBlobOnceAndTheListsOfBothFormats() throws IOException {
        Map<String, String> entries = entries(file());

        assertThat(entries.keySet().stream().filter(name -> name.startsWith("blobs/sha256/")))
                .hasSize(6)
                .isSorted();
        assertThat(entries.keySet().stream().limit(3)).containsExactly("oci-layout", "index.json", "manifest.json");
        assertThat(entries.get("oci-layout")).isEqualTo("{\"imageLayoutVersion\":\"1.0.0\"}");
        assertThat(entries.get("index.json"))
                .contains("\"org.opencontainers.image.ref.name\":\"web:latest\"")
                .contains("\"io.containerd.image.name\":\"docker.io/library/web:latest\"");
        assertThat(entries.get("manifest.json")).contains("\"RepoTags\":[\"web:1\",\"web:latest\"]");
    }

    @Test
    void theOrderOfTheEntriesDoesNotMatter() throws IOException {
        List<Map.Entry<String, String>> reversed =
                new ArrayList<>(entries(file()).entrySet());
        Map<String, String> entries = new LinkedHashMap<>();
        reversed.reversed().forEach(entry -> entries.put("./" + entry.getKey(), entry.getValue()));

        assertThat(load(tar(entries))).isEqualTo(images);
    }

    @Test
    void aBlobThatIsNotWhatItsNameSaysIsRefused() throws IOException {
        String blob = "blobs/sha256/" + image("a").digest().hex();

        refused(with(blob, content -> content + " "), "does not have the digest");
        assertThat(elsewhere.size(image("a").digest())).isEmpty();
    }

    @Test
    void aBlobThatTheFileDoesNotHaveIsRefusedEvenIfTheServerHasIt() throws IOException {
        load(file());
        Map<String, String> entries = entries(file());
        entries.remove("blobs/sha256/"
                + Digest.parse(image("a").manifest().layers().getFirst().digest())
                        .hex());

        refused(tar(entries), "but does not have it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.lab:5000/x:1", "Upper:1", "../x", "x@sha256:beef", ""})
    void aNameThatIsNoneIsRefused(String name) throws IOException {
        refused(
                with("index.json", index -> index.replace("docker.io/library/web:latest", name)),
                name.startsWith("registry") ? "only names that labs pull" : "invalid reference format");
    }

    @Test
    void imagesWithoutANameAreLeftOut() throws IOException {
        byte[] file = with(
                "index.json",
                index -> index.replace("io.containerd.image.name", "a")
                        .replace("org.opencontainers.image.ref.name", "b"));

        refused(file, "have no names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{\"manifests\":1}"})
    void anIndexThatIsNoneIsRefused(String document) throws IOException {
        refused(with("index.json", _ -> document), "index.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"manifests\":[null]}", "{\"manifests\":[{\"size\":1}]}"})
    void anIndexThatNamesNothingIsRefused(String document) throws IOException {
        refused(with("index.json", _ -> document), "have no names");
    }

    @Test
    void aManifestThatIsNoneIsRefused() throws IOException {
        for (String document :
                List.of("{}", "[]", "{\"config\":{},\"layers\":[]}", "{\"layers\":[null],\"config\":null}")) {
            String web = image("a").digest().hex();
            Digest digest = Digest.ofBytes(document.getBytes(StandardCharsets.UTF_8));
            Map<String, String> entries = entries(file());
            entries.put("blobs/sha256/" + digest.hex(), document);
            entries.computeIfPresent("index.json", (_, index) -> index.replace(web, digest.hex()));

            refused(tar(entries), "manifest");
        }
    }

    @Test
    void aFileWithoutAnIndexOrWithTwoIsRefused() throws IOException {
        refused(tar(Map.of("oci-layout", "{}")), "has no index.json");
        refused(new byte[0], "has no index.json");
        Map<String, String> entries = entries(file());
        entries.put("./index.json", "{}");
        refused(tar(entries), "two index.json");
    }

    @Test
    void aCutOffFileIsRefusedWhereverItEnds() throws IOException {
        byte[] file = file();
        for (int length = 1; length < file.length - 10_240; length += 511) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> load(cut))
                    .as("after %d bytes", length)
                    .isInstanceOfAny(IOException.class, EngineException.class);
        }
    }

    @Test
    void otherFilesLeadNowhere() throws IOException {
        Map<String, String> entries = entries(file());
        entries.put("../../etc/passwd", "root");
        entries.put("/etc/passwd", "root");

        assertThat(load(tar(entries))).isEqualTo(images);
        entries.put("blobs/sha256/../../../etc/passwd", "root");
        refused(tar(entries), "invalid digest");
    }

    @Test
    void moreEntriesThanAnyImageHasAreRefused() throws IOException {
        Map<String, String> entries = entries(file());
        for (int i = 0; i < 10_000; i++) {
            entries.put("x" + i, "");
        }

        refused(tar(entries), "more than 10000 entries");
    }
}
