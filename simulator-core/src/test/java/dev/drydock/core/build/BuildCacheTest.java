package dev.drydock.core.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.TestTar;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a build takes from the cache, and why not. */
class BuildCacheTest {
    private static final String TEXT = "FROM busybox\nENV a=b\nCOPY a b /x/\nRUN echo done\n";
    private final BuildFixture fixture = new BuildFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static TestTar context(String a) {
        return new TestTar().file("a", a, 0644, 0, 0).file("b", "b", 0644, 0, 0);
    }

    @Test
    void theSameAgainIsThereAlready() throws IOException {
        Image first = fixture.build(TEXT, context("1"));
        Image second = fixture.build(TEXT, context("1"));

        assertThat(second).isEqualTo(first);
        assertThat(fixture.steps()).containsExactly("2 hit", "3 hit", "4 hit");
        assertThat(fixture.output()).isEmpty();
    }

    @Test
    void aFileWithOtherContentBreaksItFromThereOn_B10() throws IOException {
        fixture.build(TEXT, context("1"));
        Image changed = fixture.build(TEXT, context("2"));

        assertThat(fixture.steps()).containsExactly("2 hit", "3 Files[paths=[a]]", "4 EarlierStep[]");
        assertThat(fixture.file(changed, "/x/a")).isEqualTo("644 0:0 2");
    }

    @Test
    void ownersAndPermissionsCountAndTimesDoNot_B10() throws IOException {
        fixture.build("FROM busybox\nCOPY a /x/\n", new TestTar().file("a", "1", 0644, 0, 0));
        fixture.build("FROM busybox\nCOPY a /x/\n", new TestTar().file("a", "1", 0600, 0, 0));
        assertThat(fixture.steps()).containsExactly("2 Files[paths=[a]]");
        fixture.build("FROM busybox\nCOPY a /x/\n", new TestTar().file("a", "1", 0600, 5, 0));
        assertThat(fixture.steps()).hasSize(1).noneMatch(step -> step.endsWith("hit"));
    }

    @Test
    void anotherInstructionBreaksIt() throws IOException {
        fixture.build(TEXT, context("1"));
        fixture.build(TEXT.replace("a=b", "a=c"), context("1"));

        assertThat(fixture.steps())
                .containsExactly("2 Instruction[before=ENV a=b]", "3 EarlierStep[]", "4 EarlierStep[]");
    }

    @Test
    void anArgumentBreaksItWhereCommandsRun() throws IOException {
        String text = "FROM busybox\nARG V=1\nENV a=b\nRUN echo $V\n";
        fixture.build(text);
        fixture.arguments.put("V", "2");
        fixture.build(text);

        assertThat(fixture.steps()).containsExactly("2 hit", "3 hit", "4 Arguments[]");
        assertThat(fixture.output()).isEqualTo("2\n");
    }

    @Test
    void withoutTheCacheEverythingIsMadeAgain() throws IOException {
        fixture.build(TEXT, context("1"));
        fixture.useCache = false;
        fixture.build(TEXT, context("1"));

        assertThat(fixture.steps()).containsExactly("2 Disabled[]", "3 Disabled[]", "4 Disabled[]");
    }

    @Test
    void filesOfAStageAreComparedByWhatTheyAre() throws IOException {
        String text = "FROM busybox AS one\nCOPY a /a\nLABEL v=1\nFROM busybox\nCOPY --from=one /a /b\n";
        fixture.build(text, context("1"));
        fixture.build(text.replace("v=1", "v=2"), context("1"));

        assertThat(fixture.steps()).containsExactly("2 hit", "3 Instruction[before=LABEL v=1]", "5 hit");
    }

    @Test
    void layersOfAnImageOfElsewhereCanBeBorrowed() throws IOException {
        Image elsewhere = stranger(fixture.build(TEXT, context("1")), "other");
        fixture.cacheFrom.add("other");
        Image built = fixture.build(TEXT, context("1"), "mine");

        assertThat(fixture.steps()).containsExactly("2 hit", "3 hit", "4 hit");
        assertThat(built.layers()).isEqualTo(elsewhere.layers());
    }

    @Test
    void anImageThatOnlyClaimsToBeMadeSoIsNoCache_B10() throws IOException {
        Image honest = fixture.build(TEXT, context("1"));
        List<History> history = new ArrayList<>(honest.config().history());
        History first = history.getFirst();
        history.set(0, new History(first.created(), first.createdBy() + " poisoned", null, null, first.emptyLayer()));
        stranger(honest, "other", history);
        fixture.cacheFrom.add("other");

        fixture.build(TEXT, context("1"), "mine");

        assertThat(fixture.steps()).noneMatch(step -> step.endsWith("hit"));
    }

    private Image stranger(Image image, String name) throws IOException {
        return stranger(image, name, image.config().history());
    }

    /** An image as it comes from elsewhere: without what it was made from here. */
    private Image stranger(Image image, String name, List<History> history) throws IOException {
        ImageConfig config = new ImageConfig(
                "2020-01-01T00:00:00Z",
                null,
                image.config().architecture(),
                image.config().os(),
                image.config().config(),
                image.config().rootfs(),
                history);
        Image made;
        try (var lease = fixture.engine.images().lease()) {
            image.chain().ifPresent(lease::find);
            made = fixture.engine.images().add(lease, NewImage.made(config, Optional.empty(), List.of()));
        }
        fixture.engine.images().tag(made.id().toString(), dev.drydock.core.reference.ImageReference.parse(name));
        fixture.engine.imageRemoval().remove(image.id().toString(), true, true);
        return made;
    }
}
