package dev.drydock.core.archive;

import static dev.drydock.core.archive.ArchiveFixture.archive;
import static dev.drydock.core.archive.ArchiveFixture.config;
import static dev.drydock.core.archive.ArchiveFixture.diffId;
import static dev.drydock.core.archive.ArchiveFixture.files;
import static dev.drydock.core.archive.ArchiveFixture.gzip;
import static dev.drydock.core.archive.ArchiveFixture.layer;
import static dev.drydock.core.archive.ArchiveFixture.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.image.Image;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageIndex;
import dev.drydock.core.oci.Manifest;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class ImageArchiveTest {
    private final ArchiveFixture.Server server = new ArchiveFixture.Server();
    private final ArchiveFixture.Lab lab = new ArchiveFixture.Lab(server);

    @Test
    void whatIsSavedCanBeLoadedWithTheSameId() throws IOException {
        Image image = lab.image("a", "web:1", "web:2", "other:1");
        byte[] archive = lab.save("web", "other:1");

        ArchiveFixture.Lab elsewhere = new ArchiveFixture.Lab(new ArchiveFixture.Server());
        elsewhere.load(archive);

        assertThat(elsewhere.images.find("web:2").id()).isEqualTo(image.id());
        assertThat(elsewhere.told.stream().filter(line -> line.startsWith("loaded")))
                .containsExactlyInAnyOrder("loaded web:1", "loaded web:2", "loaded other:1");
        assertThat(elsewhere.events.since(Instant.MIN))
                .extracting(Event::action)
                .containsExactly("load");
    }

    @Test
    void savingTwiceGivesTheSameBytes() throws IOException {
        lab.image("a", "web:1");

        assertThat(lab.save("web:1")).isEqualTo(lab.save("web:1"));
    }

    @Test
    void anArchiveIsAlsoAnImageLayout() throws IOException {
        Image image = lab.image("a", "web:1");
        Map<String, byte[]> files = files(lab.save("web:1"));

        ImageIndex index = OciJson.read(file(files, "index.json"), ImageIndex.class, "index");
        Descriptor entry = index.manifests().getFirst();
        Manifest manifest = OciJson.read(blob(files, entry), Manifest.class, "manifest");

        assertThat(entry.annotations())
                .containsEntry("io.containerd.image.name", "docker.io/library/web:1")
                .containsEntry("org.opencontainers.image.ref.name", "1");
        assertThat(manifest.config().digest()).isEqualTo(image.id().toString());
        assertThat(blob(files, manifest.layers().getFirst())).isEqualTo(layer("a"));
        assertThat(files.get("oci-layout")).asString().contains("\"1.0.0\"");
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static byte[] blob(Map<String, byte[]> files, Descriptor descriptor) {
        byte[] content = file(files, descriptor.digest().replace("sha256:", "blobs/sha256/"));
        assertThat(Digest.ofBytes(content)).hasToString(descriptor.digest());
        assertThat(descriptor.size()).isEqualTo(content.length);
        return content;
    }

    @Test
    void aLayoutWithoutDockersListIsLoadedToo() throws IOException {
        Image image = lab.image("a", "web:1");
        Map<String, byte[]> files = files(lab.save("web:1"));
        files.remove("manifest.json");

        ArchiveFixture.Lab elsewhere = new ArchiveFixture.Lab(new ArchiveFixture.Server());
        elsewhere.load(tar(files));

        assertThat(elsewhere.images.find("web:1").id()).isEqualTo(image.id());
    }

    @Test
    void anIdIsSavedWithoutAName() throws IOException {
        Image image = lab.image("a", "web:1");
        ArchiveFixture.Lab elsewhere = new ArchiveFixture.Lab(new ArchiveFixture.Server());
        elsewhere.load(lab.save(image.id().toString()));

        assertThat(elsewhere.images.find(image.id().toString()).references()).isEmpty();
        assertThat(elsewhere.told).contains("loaded nameless");
    }

    @Test
    void whatIsNotThereIsNotSaved() {
        assertThatThrownBy(() -> lab.save("nope")).hasMessage("No such image: nope");
        assertThatThrownBy(() -> lab.save("nope:1")).hasMessage("reference does not exist");
    }

    @Test
    void aDamagedBlobBreaksTheArchiveOff() throws IOException {
        Image image = lab.image("a", "web:1");
        Layer layer = image.layers().getFirst();
        LayerBlob other;
        try (ContentLease lease = lab.images.lease()) {
            other = new LayerBlob(
                    MediaTypes.LAYER, lease.write(out -> out.write(layer("b"))).digest(), layer.tarSize());
        }
        server.layers.setBlob(layer.id(), other);

        assertThatThrownBy(() -> lab.save("web:1"))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void aNameThatAnotherImageHadIsTold() throws IOException {
        byte[] archive =
                lab.save(lab.image("a", "web:1").references().getFirst().familiar());
        Image other = lab.image("b", "web:1");
        lab.load(archive);

        assertThat(lab.told).contains("renamed web:1", "loaded web:1");
        assertThat(lab.images.find(other.id().toString()).references()).isEmpty();
    }

    @Test
    void compressedLayersAndArchivesAreUnpacked() throws IOException {
        byte[] tar = layer("a");
        lab.load(gzip(archive(config(diffId(tar)), gzip(tar))));

        Layer layer = lab.images.find("web:1").layers().getFirst();
        assertThat(layer.diffId()).hasToString(diffId(tar));
        assertThat(layer.blob().map(LayerBlob::mediaType)).contains(MediaTypes.LAYER_GZIP);
        assertThat(files(lab.save("web:1"))
                        .get("blobs/sha256/" + layer.diffId().digest().hex()))
                .isEqualTo(tar);
    }

    @Test
    void linksBetweenTheFilesOfAnArchiveAreFollowed() throws IOException {
        byte[] tar = layer("a");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("x/layer.tar", TarConstants.LF_SYMLINK);
            link.setLinkName("../0/layer.tar");
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
            String manifest = "[{\"Config\":\"c.json\",\"RepoTags\":[\"web:1\"],\"Layers\":[\"x/layer.tar\"]}]";
            for (Map.Entry<String, byte[]> file :
                    files(archive(manifest, config(diffId(tar)), tar)).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
        lab.load(bytes.toByteArray());

        assertThat(lab.images.find("web:1").layers()).hasSize(1);
    }

    @Test
    void toKnowADigestIsNotToHaveALayer() throws IOException {
        lab.image("secret", "web:1");
        ArchiveFixture.Lab thief = new ArchiveFixture.Lab(server);
        String digest = diffId(layer("secret"));

        assertThatThrownBy(() -> thief.load(archive(config(digest), layer("guess"))))
                .hasMessageContaining("invalid diffID for layer 0: expected \"" + digest + "\"");
        assertThatThrownBy(() -> thief.load(archive(config(digest), gzip(layer("guess")))))
                .hasMessageContaining("invalid diffID for layer 0: expected \"" + digest + "\"");
        assertThat(thief.images.list()).isEmpty();
    }
}
