package dev.drydock.core.archive;

import static dev.drydock.core.archive.ArchiveFixture.TIME;
import static dev.drydock.core.archive.ArchiveFixture.config;
import static dev.drydock.core.archive.ArchiveFixture.diffId;
import static dev.drydock.core.archive.ArchiveFixture.layer;
import static dev.drydock.core.archive.ArchiveFixture.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an archive says of where its images come from. */
class ArchiveParentsTest {
    private final ArchiveFixture.Server server = new ArchiveFixture.Server();
    private final ArchiveFixture.Lab lab = new ArchiveFixture.Lab(server);

    /** Two images, the second made from the first, and the archive's list of them. */
    private static byte[] family(byte[] parent, byte[] child, String claimed) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("child.json", child);
        files.put("parent.json", parent);
        files.put("layer.tar", layer("a"));
        String list = "[{\"Config\":\"child.json\",\"RepoTags\":[\"child:1\"],\"Layers\":[\"layer.tar\"],\"Parent\":\""
                + claimed + "\"},{\"Config\":\"parent.json\",\"RepoTags\":[\"parent:1\"],\"Layers\":[\"layer.tar\"]}]";
        files.put("manifest.json", list.getBytes(StandardCharsets.UTF_8));
        return tar(files);
    }

    private static byte[] config(List<ImageConfig.History> history) {
        return OciJson.write(new ImageConfig(
                TIME.toString(),
                null,
                "amd64",
                "linux",
                RunConfig.EMPTY,
                new ImageConfig.RootFs("layers", List.of(diffId(layer("a")))),
                history));
    }

    private static ImageConfig.History step(String command) {
        return new ImageConfig.History(TIME.toString(), command, null, null, null);
    }

    @Test
    void anArchiveTellsWhatAnImageOfItWasMadeFrom() throws IOException {
        byte[] parent = config(List.of(step("COPY")));
        byte[] child = config(List.of(step("COPY"), step("CMD")));
        ImageId id = new ImageId(Digest.ofBytes(parent));

        lab.load(family(parent, child, id.toString()));
        assertThat(lab.images.find("child:1").parent()).contains(id);

        // And so it goes on, but only beside it.
        ArchiveFixture.Lab next = new ArchiveFixture.Lab(server);
        next.load(lab.save("child:1", "parent:1"));
        assertThat(next.images.find("child:1").parent()).contains(id);
        ArchiveFixture.Lab alone = new ArchiveFixture.Lab(server);
        alone.load(lab.save("child:1"));
        assertThat(alone.images.find("child:1").parent()).isEmpty();
    }

    @Test
    void aParentThatCannotBeIsRefusedAndOneThatIsNotThereIsNone() throws IOException {
        byte[] parent = config(List.of(step("COPY")));
        byte[] stranger = config(List.of(step("ADD"), step("CMD")));

        assertThatThrownBy(() -> lab.load(family(parent, stranger, new ImageId(Digest.ofBytes(parent)).toString())))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessageContaining("is not a valid parent for");
        lab.load(family(parent, stranger, "../../etc/passwd"));

        assertThat(lab.images.find("child:1").parent()).isEmpty();
    }
}
