package dev.drydock.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.ImageIndex;
import dev.drydock.core.oci.Manifest;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageStore;
import dev.drydock.core.simulated.InMemoryLayerStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class ImageArchiveTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Platform PLATFORM = new Platform("amd64", "linux", null);
    private final Server server = new Server();
    private final Lab lab = new Lab(server);

    /** What labs share. */
    private static final class Server {
        private final InMemoryBlobStore blobs = new InMemoryBlobStore();
        private final InMemoryLayerStore layers = new InMemoryLayerStore();
        private final SharedContent content = new SharedContent(blobs, layers);
    }

    /** One lab's images, and what loading tells. */
    private static final class Lab implements LoadListener {
        private final InstantSource clock = InstantSource.fixed(TIME);
        private final EventLog events = new EventLog(clock);
        private final Images images;
        private final List<String> told = new ArrayList<>();

        Lab(Server server) {
            this(server, 1L << 30);
        }

        Lab(Server server, long room) {
            images = Images.open(
                    new ImageServices(new InMemoryImageStore(), server.content, events, clock, room), List.of());
        }

        @Override
        public void unpacking(DiffId layer, long done, long total) {
            told.add("layer " + done + "/" + total);
        }

        @Override
        public void renamed(ImageReference name, ImageId old) {
            told.add("renamed " + name.familiar());
        }

        @Override
        public void loaded(ImageId image, Optional<ImageReference> name) {
            told.add("loaded " + name.map(ImageReference::familiar).orElse("nameless"));
        }

        Image image(String content, String... names) throws IOException {
            try (ContentLease lease = images.lease()) {
                byte[] tar = layer(content);
                Layer layer = images.addLayer(lease, Optional.empty(), out -> out.write(tar));
                return images.add(
                        lease,
                        new NewImage(
                                config(layer.diffId().toString()),
                                Optional.empty(),
                                Optional.empty(),
                                Stream.of(names).map(ImageReference::parse).toList()));
            }
        }

        byte[] save(String... keys) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ImageSaver saver = new ImageSaver(images, List.of(keys))) {
                saver.writeTo(out);
            }
            return out.toByteArray();
        }

        void load(byte[] archive) throws IOException {
            new ImageLoader(images, PLATFORM).load(new ByteArrayInputStream(archive), this);
        }
    }

    private static byte[] layer(String content) {
        return LayerTar.write(
                List.of(new LayerEntry.RegularFile("file", 0644, StandardCharsets.UTF_8.encode(content))), TIME);
    }

    private static byte[] config(String... diffIds) {
        return OciJson.write(new ImageConfig(
                TIME.toString(),
                null,
                "amd64",
                "linux",
                RunConfig.EMPTY,
                new ImageConfig.RootFs("layers", List.of(diffIds)),
                List.of()));
    }

    private static String diffId(byte[] tar) {
        return Digest.ofBytes(tar).toString();
    }

    /** A tar of files, in their order. */
    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> files(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isFile()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }

    /** An archive as Docker writes it, with this manifest.json. */
    private static byte[] archive(String manifest, byte[] config, byte[]... layers) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("c.json", config);
        for (int i = 0; i < layers.length; i++) {
            files.put(i + "/layer.tar", layers[i]);
        }
        files.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        return tar(files);
    }

    private static byte[] archive(byte[] config, byte[]... layers) throws IOException {
        String paths = IntStream.range(0, layers.length)
                .mapToObj(i -> "\"" + i + "/layer.tar\"")
                .collect(Collectors.joining(","));
        return archive("[{\"Config\":\"c.json\",\"RepoTags\":[\"web:1\"],\"Layers\":[" + paths + "]}]", config, layers);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private void assertRefused(byte[] archive, String sentence) {
        assertThatThrownBy(() -> lab.load(archive))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessageContaining(sentence);
        assertThat(lab.images.list()).isEmpty();
        server.content.collect();
        assertThat(server.blobs.list()).isEmpty();
        assertThat(server.layers.list()).isEmpty();
    }

    @Test
    void whatIsSavedCanBeLoadedWithTheSameId() throws IOException {
        Image image = lab.image("a", "web:1", "web:2", "other:1");
        byte[] archive = lab.save("web", "other:1");

        Lab elsewhere = new Lab(new Server());
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

        Lab elsewhere = new Lab(new Server());
        elsewhere.load(tar(files));

        assertThat(elsewhere.images.find("web:1").id()).isEqualTo(image.id());
    }

    @Test
    void anIdIsSavedWithoutAName() throws IOException {
        Image image = lab.image("a", "web:1");
        Lab elsewhere = new Lab(new Server());
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
        Lab thief = new Lab(server);
        String digest = diffId(layer("secret"));

        assertThatThrownBy(() -> thief.load(archive(config(digest), layer("guess"))))
                .hasMessageContaining("invalid diffID for layer 0: expected \"" + digest + "\"");
        assertThatThrownBy(() -> thief.load(archive(config(digest), gzip(layer("guess")))))
                .hasMessageContaining("invalid diffID for layer 0: expected \"" + digest + "\"");
        assertThat(thief.images.list()).isEmpty();
    }

    @Test
    void f14BrokenArchivesAreRefused() throws IOException {
        byte[] whole = archive(config(diffId(layer("a"))), layer("a"));

        assertRefused("junk\n".getBytes(StandardCharsets.UTF_8), "unexpected EOF");
        assertRefused(Arrays.copyOf(whole, 700), "unexpected EOF");
        assertRefused(Arrays.copyOf(gzip(whole), 100), "unexpected EOF");
        assertRefused(new byte[0], "neither a manifest.json nor an index.json");
        byte[] noise = new byte[5120];
        new Random(7).nextBytes(noise);
        assertRefused(noise, "Error processing tar file");
    }

    @Test
    void f15WhatIsTooLargeIsRefusedAndNothingIsLeft() throws IOException {
        Lab small = new Lab(server, 2 << 20);
        byte[] bomb = layer("x".repeat(8 << 20));
        byte[] archive = archive(config(diffId(bomb)), gzip(bomb));

        assertThat(archive.length).isLessThan(64 * 1024);
        assertThatThrownBy(() -> small.load(archive)).hasMessageStartingWith("no space left on device");
        assertThatThrownBy(() -> small.load(archive(config(diffId(bomb)), bomb)))
                .hasMessageStartingWith("no space left on device");
        server.content.collect();
        assertThat(server.blobs.list()).isEmpty();
        assertThat(server.layers.list()).isEmpty();
        assertThat(small.images.room().left()).isEqualTo(2 << 20);
    }

    @Test
    void whatComesAtTheSameTimeCountsToo() throws IOException {
        Lab small = new Lab(server, 2 << 20);
        try (ContentLease lease = small.images.lease()) {
            small.images.room().write(lease, out -> out.write(new byte[1 << 20]));

            assertThat(small.images.room().left()).isEqualTo(1 << 20);
            assertThatThrownBy(() -> small.images.room().check((1 << 20) + 1))
                    .isInstanceOf(EngineException.SystemFailure.class);
        }
        assertThat(small.images.room().left()).isEqualTo(2 << 20);
    }

    @Test
    void f20AndF24PathsLeadNowhereButIntoTheArchive() throws IOException {
        byte[] config = config();

        assertRefused(
                archive("[{\"Config\":\"../../etc/passwd\",\"Layers\":[]}]", config),
                "it has no file \"../../etc/passwd\"");
        assertRefused(archive("[{\"Config\":\"c.json\",\"Layers\":[\"/dev/zero\"]}]", config), "it has no file");
        assertRefused(archive("[{}]", config), "it has no file \"\"");
        assertRefused(archive("[null]", config), "an image is null");
        lab.load(archive("[]", config));
        assertThat(lab.images.list()).isEmpty();
    }

    @Test
    void f22AndF27DocumentsHaveLimits() throws IOException {
        assertRefused(archive("[".repeat(100_000), config()), "invalid manifest.json");
        byte[] huge = ("{\"config\":{\"Cmd\":[\"" + "x".repeat(16 << 20) + "\"]}}").getBytes(StandardCharsets.UTF_8);
        assertRefused(archive("[{\"Config\":\"c.json\",\"Layers\":[]}]", huge), "is larger than 4194304 bytes");
    }

    @Test
    void f23NamesAreChecked() throws IOException {
        for (String name : List.of("<script>:1", "UPPER:1", "web", "web@sha256:" + "0".repeat(64))) {
            String manifest = "[{\"Config\":\"c.json\",\"RepoTags\":[\"" + name + "\"],\"Layers\":[]}]";

            assertThatThrownBy(() -> lab.load(archive(manifest, config())))
                    .as(name)
                    .isInstanceOf(EngineException.InvalidParameter.class)
                    .hasMessageContaining("invalid");
        }
        assertThat(lab.images.list()).isEmpty();
    }

    @Test
    void f26AnotherSystemIsRefused() throws IOException {
        byte[] windows = "{\"os\":\"windows\",\"architecture\":\"amd64\"}".getBytes(StandardCharsets.UTF_8);

        assertRefused(archive(windows), "cannot load windows image on linux");
    }

    @Test
    void theListOfLayersMustFitTheConfiguration() throws IOException {
        byte[] tar = layer("a");

        assertRefused(archive(config(diffId(tar), diffId(tar)), tar), "layers length mismatch: expected 1, got 2");
        assertRefused(archive(config("sha256:nonsense"), tar), "invalid digest");
    }
}
