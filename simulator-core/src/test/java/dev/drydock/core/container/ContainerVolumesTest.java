package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.engine.VolumeView;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.EventType;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.MountRequests;
import dev.drydock.core.volume.NewVolume;
import dev.drydock.core.volume.StoredVolume;
import dev.drydock.core.volume.Volume;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.core.volume.VolumeName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Volumes and mounts of containers, from their making to their removal. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerVolumesTest {
    private final EngineFixture fixture = new EngineFixture();

    private static HostConfig binds(String... texts) {
        return HostConfig.DEFAULT.with(
                draft -> draft.mounts = new MountRequests(List.of(texts), List.of(), List.of(), ""));
    }

    private static HostConfig from(String... texts) {
        return HostConfig.DEFAULT.with(
                draft -> draft.mounts = new MountRequests(List.of(), List.of(), List.of(texts), ""));
    }

    private List<String> volumes() {
        return fixture.engine.volumes().list().stream()
                .map(volume -> volume.name().value())
                .toList();
    }

    private List<String> events() {
        return fixture.engine.events().since(Instant.MIN).stream()
                .filter(event -> event.type() == EventType.VOLUME)
                .map(event -> event.action() + " "
                        + event.attributes().getOrDefault("destination", "")
                        + event.attributes().getOrDefault("read/write", ""))
                .toList();
    }

    @Test
    void aNamedVolumeIsMadeAndKept() {
        Container web = fixture.create("web", binds("data:/data:ro"), "true");

        assertThat(web.mounts()).containsExactly(new VolumeMount(new VolumeName("data"), "/data", true, "ro", false));
        assertThatThrownBy(() -> fixture.engine.volumes().remove("data"))
                .hasMessage("remove data: volume is in use - [" + web.id() + "]");
        fixture.containers().remove("web", false, true);
        assertThat(volumes()).containsExactly("data");
        fixture.engine.volumes().remove("data");
    }

    @Test
    void anAnonymousVolumeGoesWithItsContainerWhereThatIsWanted() {
        fixture.create("web", binds("/data"), "true");
        fixture.create("other", binds("/data"), "true");
        assertThat(volumes()).hasSize(2);

        fixture.containers().remove("web", false, true);
        assertThat(volumes()).hasSize(1);
        fixture.containers().remove("other", false);
        assertThat(volumes()).hasSize(1);
        fixture.restartServer();
        assertThat(volumes()).hasSize(1);
    }

    @Test
    void withRmItGoesByItself() {
        fixture.create("web", binds("/data").withAutoRemove(true), "true");
        var removed = fixture.containers().await("web", WaitCondition.REMOVED);
        fixture.containers().start("web");
        EngineFixture.get(removed);

        assertThat(volumes()).isEmpty();
    }

    @Test
    void whatTheContainersConfigurationNamesIsAVolume() {
        ContainerConfig config = EngineFixture.config("busybox", "true");
        ContainerConfig withVolumes = new ContainerConfig(
                config.image(),
                "",
                "",
                "",
                config.streams(),
                config.command(),
                List.of(),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "",
                List.of("/one", "/two/"));
        Container web = fixture.containers().create(Optional.of("web"), withVolumes, binds("data:/one"));

        assertThat(web.mounts()).extracting(Mount::destination).containsExactly("/one", "/two");
        assertThat(web.volumes().getFirst().volume().value()).isEqualTo("data");
        assertThat(web.volumes().getLast().isAnonymous()).isTrue();
    }

    @Test
    void aVolumeCannotLieOverAFile() {
        ContainerConfig config = EngineFixture.config("busybox", "true");
        ContainerConfig onFile = new ContainerConfig(
                config.image(),
                "",
                "",
                "",
                config.streams(),
                config.command(),
                List.of(),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "",
                List.of("/data", "/bin/sh"));

        assertThatThrownBy(() -> fixture.containers().create(Optional.of("web"), onFile, HostConfig.DEFAULT))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessage("cannot mount volume over existing file, file exists /bin/sh");
        assertThat(volumes()).isEmpty();
    }

    @Test
    void whatFailsLeavesNoAnonymousVolumes() {
        assertThatThrownBy(() -> fixture.create("web", binds("/a", "kept:/b", "/a"), "true"))
                .hasMessage("Duplicate mount point: /a");
        assertThatThrownBy(() -> fixture.create("web", binds("/a", "x:/b"), "true"))
                .hasMessageStartingWith("create x: volume name is too short");

        assertThat(volumes()).containsExactly("kept");
        fixture.engine.volumes().remove("kept");
    }

    @Test
    void theImagesFilesAreCopiedIntoAnEmptyVolume() throws IOException {
        fixture.create("web", binds("data:/bin", "bare:/bin2", "raw:/raw:nocopy"), "true");
        assertThat(read("web", "/bin/sh")).isNotEmpty();
        fixture.containers().remove("web", false);

        fixture.create("again", binds("data:/elsewhere"), "true");
        assertThat(read("again", "/elsewhere/sh")).isNotEmpty();
        assertThatThrownBy(() -> read("again", "/elsewhere/nope")).isInstanceOf(EngineException.NotFound.class);
    }

    private String read(String container, String path) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        fixture.containers().files().read(container, path, _ -> tar);
        return tar.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void copiesGoIntoVolumesAndNotWhereTheyAreReadOnly() throws IOException {
        fixture.create("web", binds("data:/data", "locked:/locked:ro"), "true");
        write("web", "/data");
        assertThatThrownBy(() -> write("web", "/locked"))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessage("mounted volume is marked read-only");

        fixture.create("other", binds("data:/x"), "true");
        assertThat(read("other", "/x/note")).contains("hello");
        assertThat(fixture.containers().files().changes("web"))
                .extracting(change -> change.path())
                .doesNotContain("/data/note");
    }

    @Test
    void aReadOnlyRootHasWritableVolumes() throws IOException {
        fixture.create("web", binds("data:/data").with(draft -> draft.readOnlyRoot = true), "true");
        write("web", "/data");

        assertThatThrownBy(() -> write("web", "/bin")).hasMessage("container rootfs is marked read-only");
    }

    private void write(String container, String directory) throws IOException {
        fixture.containers()
                .files()
                .write(container, directory, new TestTar().file("note", "hello", 0644, 0, 0).stream(), false, false);
    }

    @Test
    void takesOverWhatOthersHave() {
        fixture.create("web", binds("data:/data", "/anonymous", "/etc:/c:ro"), "true");
        Container other = fixture.create("other", from("web:ro"), "true");

        assertThat(other.mounts()).extracting(Mount::destination).containsExactly("/anonymous", "/c", "/data");
        assertThat(other.mounts()).allMatch(Mount::isReadOnly);
        fixture.containers().remove("web", false, true);
        assertThat(volumes()).hasSize(2);
        fixture.containers().remove("other", false, true);
        assertThat(volumes()).containsExactly("data");
        assertThatThrownBy(() -> fixture.create("third", from("nope"), "true")).hasMessage("No such container: nope");
    }

    @Test
    void aMissingSourceIsMadeAtTheStart() {
        Container web = fixture.create("web", binds("/srv/made:/c"), "true");
        assertThat(web.mounts().getFirst()).isInstanceOf(BindMount.class);
        assertThat(fixture.lab.volumeFiles().exists("/srv/made")).isFalse();
        fixture.containers().start("web");

        assertThat(fixture.lab.volumeFiles().exists("/srv/made")).isTrue();
    }

    @Test
    void tellsWhenVolumesAreMounted() {
        fixture.create("web", binds("data:/data:ro"), "true");
        var ended = fixture.containers().await("web", WaitCondition.NEXT_EXIT);
        fixture.containers().start("web");
        EngineFixture.get(ended);

        assertThat(events()).containsExactly("create ", "mount /datafalse", "unmount ");
    }

    @Test
    void theNextServerKnowsWhoHasWhat() {
        Container web = fixture.run("web", binds("data:/data"), "sleep", "1000");
        fixture.restartServer();

        assertThat(fixture.containers().find("web").mounts()).isEqualTo(web.mounts());
        assertThat(fixture.engine.view().volumes())
                .containsExactly(new VolumeView(fixture.engine.volumes().find("data"), List.of(web.id())));
        assertThatThrownBy(() -> fixture.engine.volumes().remove("data")).isInstanceOf(EngineException.Conflict.class);
        fixture.kill("web");
    }

    @Test
    void theNextServerRemovesWhatWasMadeForAContainerThatIsNot() {
        Volume abandoned = new Volume(
                new VolumeName("f".repeat(64)),
                EngineFixture.START,
                Map.of(),
                Map.of(),
                true,
                Optional.of("1".repeat(64)));
        fixture.lab.ports().volumeStore().save(new StoredVolume(abandoned, false));
        fixture.engine.volumes().create(NewVolume.of(Optional.empty(), ""));
        fixture.create("web", binds("/data"), "true");
        fixture.restartServer();

        assertThat(volumes()).hasSize(2).doesNotContain(abandoned.name().value());
    }

    @Test
    void findsContainersByWhatIsMounted() {
        fixture.create("web", binds("data:/data", "/etc:/c"), "true");

        for (String value : List.of("data", "/data", "/etc", "/c")) {
            assertThat(filtered(value)).as(value).containsExactly("web");
        }
        assertThat(filtered("dat")).isEmpty();
        assertThat(filtered("/var/lib/docker/volumes/data/_data")).isEmpty();
    }

    private List<String> filtered(String value) {
        return fixture.containers().list(new ContainerFilter(true, 0, Map.of("volume", List.of(value)))).stream()
                .map(Container::name)
                .toList();
    }

    @Test
    void nothingIsMountedInProc() {
        for (String place : List.of("/proc", "/proc/sys", "/proc/../proc/1")) {
            fixture.create("web", binds("data:" + place), "true");
            assertThatThrownBy(() -> fixture.containers().start("web"))
                    .as(place)
                    .isInstanceOf(EngineException.InvalidParameter.class)
                    .hasMessageContaining("cannot be mounted because it is");
            fixture.containers().remove("web", false);
        }
    }

    @Test
    void hiddenMountsAreNotShown() {
        Mount hidden = new VolumeMount(new VolumeName("data"), "/cache", false, "", false);
        fixture.engine.volumes().create(NewVolume.of(Optional.of("data"), ""));
        Container web = fixture.containers()
                .create(
                        Optional.of("web"),
                        EngineFixture.config("busybox", "true"),
                        HostConfig.DEFAULT,
                        List.of(),
                        List.of(hidden));

        assertThat(web.mounts()).isEmpty();
        assertThat(fixture.lab
                        .ports()
                        .containerStore()
                        .load()
                        .getFirst()
                        .container()
                        .mounts())
                .isEmpty();
    }
}
