package dev.drydock.core.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.ImageConfig.History;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageShelf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedImagesTest {
    @TempDir
    private Path directory;

    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryImageShelf shelf = new InMemoryImageShelf();
    private final FakeRecipes recipes = new FakeRecipes();
    private final FakeRootBuilder builder = new FakeRootBuilder();
    private final List<String> lines = new ArrayList<>();
    private FakePackages packages;
    private PackagedImages images;

    @BeforeEach
    void prepare() {
        packages = new FakePackages(directory);
        packages.versions.put("libc", "2.36-9+deb12u14");
        packages.versions.put("sh", "1:5.2-2");
        packages.versions.put("server", "1.22.1-9");
        images = new PackagedImages(new BuildTools(
                recipes,
                packages,
                builder,
                blobs,
                shelf,
                new Platform("amd64", "linux", null),
                directory.resolve("building")));
    }

    private StoredImage image(String name) {
        return StoredImage.read(blobs, shelf.find(ImageReference.parse(name)).orElseThrow());
    }

    private void build(String... names) {
        images.build(List.of(names), lines::add);
    }

    @Test
    void listsWhatCanBeBuiltAndWhatIs() {
        build("base");

        assertThat(images.list()).hasSize(2).first().satisfies(base -> {
            assertThat(base.references()).containsExactly("base:latest", "base:1");
            assertThat(base.made()).hasValueSatisfying(made -> {
                assertThat(made.id()).isEqualTo(image("base").id());
                assertThat(made.size()).isEqualTo(image("base").size());
            });
        });
        assertThat(images.list().getLast().made()).isEmpty();
    }

    @Test
    void anImageStandsOnTheLayersOfWhatItIsBuiltOn() {
        build();

        StoredImage base = image("base:1");
        StoredImage web = image("web");
        assertThat(base.manifest().layers()).hasSize(1);
        assertThat(web.manifest().layers())
                .hasSize(3)
                .first()
                .isEqualTo(base.manifest().layers().getFirst());
        assertThat(web.config().history().stream().map(History::createdBy))
                .containsExactly(
                        "ADD rootfs.tar.xz / # Debian bookworm: libc=2.36-9+deb12u14 sh=1:5.2-2",
                        "CMD [\"sh\"]",
                        "RUN apt-get install -y --no-install-recommends server=1.22.1-9 sh",
                        "COPY start /",
                        "CMD [\"server\"]");
        assertThat(packages.updated).containsExactly("bookworm");
    }

    @Test
    void whatItIsBuiltOnIsBuiltFirst() {
        build("web");

        assertThat(images.list()).allSatisfy(image -> assertThat(image.made()).isPresent());
    }

    @Test
    void versionsAreInLabelsAndInTheEnvironment() {
        build("web");

        assertThat(image("web").label(RecipeLabels.PACKAGES))
                .hasValue("libc=2.36-9+deb12u14 server=1.22.1-9 sh=1:5.2-2");
        assertThat(image("web").label("own")).hasValue("label");
        assertThat(image("web").config().config().env()).containsExactly("VERSION=1.22.1");
        assertThat(image("web").config().created()).isEqualTo(FakePackages.BUILT.toString());
    }

    @Test
    void aRootOfItsOwnBeginsWithTheFilesOfItsPackagesAndTheMergedDirectories() {
        build("base");

        assertThat(builder.seen)
                .containsEntry("bin", ">usr/bin")
                .containsEntry("usr/bin/sh", "1:5.2-2")
                .containsEntry("var/cache/drydock/packages/sh.deb", "1:5.2-2")
                .containsEntry("var/cache/drydock/prepare", "p")
                .containsEntry("var/cache/drydock/build", "b")
                .doesNotContainKey("bin/sh")
                .doesNotContainKey("var/cache/drydock/finish");
        assertThat(builder.jobs).singleElement().satisfies(job -> {
            assertThat(job.script()).isEqualTo("/var/cache/drydock/build");
            assertThat(job.time()).isEqualTo(FakePackages.BUILT);
        });
    }

    @Test
    void whatTheEnginePutsIntoContainersIsNotInTheImage() throws IOException {
        build("base");
        List<String> paths = new ArrayList<>();
        Digest layer = Digest.parse(image("base").manifest().layers().getFirst().digest());
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(blobs.open(layer)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                paths.add(entry.getName());
            }
        }

        assertThat(paths)
                .contains("etc/hosts.allow", "usr/bin/sh", "var/lib/dpkg/status")
                .doesNotContain(".dockerenv", "dev/pts/", "etc/hosts");
    }

    @Test
    void whatNothingHasChangedInIsNotBuiltAgain() {
        build();
        StoredImage before = image("web");
        build();

        assertThat(builder.jobs).hasSize(2);
        assertThat(lines).contains("base: nothing has changed", "web: nothing has changed");
        assertThat(image("web")).isEqualTo(before);
    }

    @Test
    void theSameVersionsGiveTheSameImageWhereverItIsBuilt() {
        build();
        StoredImage before = image("web");
        InMemoryImageShelf other = new InMemoryImageShelf();
        new PackagedImages(new BuildTools(
                        recipes,
                        packages,
                        builder,
                        new InMemoryBlobStore(),
                        other,
                        new Platform("amd64", "linux", null),
                        directory.resolve("elsewhere")))
                .build(List.of(), lines::add);

        assertThat(builder.jobs).hasSize(4);
        assertThat(other.find(ImageReference.parse("web"))).hasValue(before.digest());
    }

    @Test
    void anotherVersionAndAnotherFileMakeAnotherImage() {
        build();
        StoredImage first = image("web");
        packages.versions.put("server", "1.22.1-10");
        build();
        StoredImage second = image("web");
        recipes.files.put("web/start", "other");
        build();
        StoredImage third = image("web");
        recipes.files.put("build", "other");
        build("web");

        assertThat(List.of(first.id(), second.id(), third.id(), image("web").id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDamagedImageIsBuiltAgain() {
        build("base");
        StoredImage before = image("base");
        blobs.remove(Digest.parse(before.manifest().layers().getFirst().digest()));
        assertThat(images.list().getFirst().made()).isEmpty();
        build("base");

        assertThat(image("base")).isEqualTo(before);
    }

    @Test
    void afterAFailureEverythingIsAsBefore() {
        builder.failure = "no space left on device";

        assertThatThrownBy(this::build).hasMessage("no space left on device");
        assertThat(images.list()).allSatisfy(image -> assertThat(image.made()).isEmpty());
        assertThat(directory.resolve("building")).doesNotExist();
        builder.failure = null;
        build();
        assertThat(images.list()).allSatisfy(image -> assertThat(image.made()).isPresent());
    }

    @Test
    void anUnknownNameIsRefusedBeforeAnythingIsDone() {
        assertThatThrownBy(() -> build("base", "alpine"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("there is no recipe for alpine; there are: base, web");
        assertThat(packages.updated).isEmpty();
    }

    @Test
    void twoDoNotBuildAtOnce() {
        List<Throwable> refusals = new ArrayList<>();
        images.build(List.of("base"), line -> {
            if (refusals.isEmpty()) {
                Thread second = Thread.ofVirtual().start(() -> {
                    try {
                        images.build(List.of("base"), lines::add);
                    } catch (EngineException e) {
                        refusals.add(e);
                    }
                });
                join(second);
            }
        });

        assertThat(refusals).singleElement().isInstanceOf(EngineException.Conflict.class);
        assertThat(builder.jobs).hasSize(1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aVersionThatNothingInstallsIsAnError() {
        packages.versions.remove("server");

        assertThatThrownBy(() -> build("web")).hasMessageContaining("Unable to locate package server");
        assertThat(new RecipeLabels(recipes.packageRecipes().getLast(), List.of(), "").packages())
                .isEmpty();
        assertThatThrownBy(() -> new RecipeLabels(recipes.packageRecipes().getLast(), List.of(), "").config("key"))
                .hasMessage("the recipe of web wants the version of server, which it does not install");
    }
}
