package dev.drydock.core.archive;

import static dev.drydock.core.archive.ArchiveFixture.archive;
import static dev.drydock.core.archive.ArchiveFixture.config;
import static dev.drydock.core.archive.ArchiveFixture.diffId;
import static dev.drydock.core.archive.ArchiveFixture.gzip;
import static dev.drydock.core.archive.ArchiveFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Archives that somebody made to do harm, or that are broken. */
class HostileArchiveTest {
    private final ArchiveFixture.Server server = new ArchiveFixture.Server();
    private final ArchiveFixture.Lab lab = new ArchiveFixture.Lab(server);

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
        ArchiveFixture.Lab small = new ArchiveFixture.Lab(server, 2 << 20);
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
        ArchiveFixture.Lab small = new ArchiveFixture.Lab(server, 2 << 20);
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
