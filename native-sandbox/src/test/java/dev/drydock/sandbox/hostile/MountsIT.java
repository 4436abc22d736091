package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFiles;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Security;
import dev.drydock.core.container.TestTar;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.volume.MountRequest;
import dev.drydock.core.volume.MountRequests;
import dev.drydock.core.volume.NewVolume;
import dev.drydock.core.volume.Volumes;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes and binds that are to lead out of the lab host, for a container or for the server that copies files. */
@Tag("kernel")
@Tag("hostile")
class MountsIT {
    @RegisterExtension
    static final HostileLabs LABS = new HostileLabs(TestServer.Setup.DEFAULT);

    private static final String NAME = "attack";
    private static final int SWAPS = 2000;

    @AfterEach
    void clear() {
        try {
            LABS.mallory().engine().containers().remove(NAME, true, true);
        } catch (NotFound e) {
            // This case had none of its own.
            return;
        }
    }

    private static HostConfig binds(String... texts) {
        return HostConfig.DEFAULT.with(
                draft -> draft.mounts = new MountRequests(List.of(texts), List.of(), List.of(), ""));
    }

    private static Container create(HostConfig host, String... command) {
        return LABS.mallory().engine().containers().create(Optional.of(NAME), Runs.config("busybox", command), host);
    }

    private static Container run(HostConfig host) {
        create(host, "sleep", "1000");
        LABS.mallory().engine().containers().start(NAME);
        return LABS.mallory().engine().containers().find(NAME);
    }

    private static Volumes volumes() {
        return LABS.mallory().engine().volumes();
    }

    private static ContainerFiles files() {
        return LABS.mallory().engine().containers().files();
    }

    private static String read(String path) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files().read(NAME, path, _ -> out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static void write(String directory, String name) throws IOException {
        files().write(NAME, directory, new TestTar().file(name, "owned", 0644, 0, 0).stream(), false, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "..", "a/b", "/etc", ".hidden", "-v"})
    void a07NamesOfVolumesArePlain(String name) {
        assertThatThrownBy(() -> volumes().create(NewVolume.of(Optional.of(name), "")))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("create " + name);
    }

    @Test
    void a07ABindHasAnAbsolutePath() {
        MountRequest relative =
                new MountRequest("bind", "etc", "/b", false, "", Optional.empty(), Optional.empty(), Optional.empty());
        HostConfig host = HostConfig.DEFAULT.with(
                draft -> draft.mounts = new MountRequests(List.of(), List.of(relative), List.of(), ""));

        assertThatThrownBy(() -> create(host, "true"))
                .hasMessage(
                        "invalid mount config for type \"bind\": invalid mount path: 'etc' mount path must be absolute");
    }

    @Test
    void m05TheDockerSocketIsTheLabsOwn() {
        run(binds("/var/run/docker.sock:/var/run/docker.sock"));

        assertThat(LABS.exec(LABS.mallory().engine().containers().find(NAME), "", "ls", "-ln", "/var/run/docker.sock"))
                .startsWith("srw-rw----    1 0        0");
    }

    @Test
    void theWholeRootIsThatOfTheLabHost() throws IOException {
        LABS.shell("echo lab > /etc/of-the-lab");
        Container container = run(binds("/:/host"));

        assertThat(LABS.exec(container, "", "cat", "/host/etc/of-the-lab")).isEqualTo("lab\n");
        assertThat(LABS.exec(container, "", "ls", "/host" + LABS.server().data() + "/labs"))
                .contains("No such file");
        assertThat(LABS.exec(container, "", "sh", "-c", "ls -d /host/../../../..")
                        .strip())
                .isEqualTo("/host/../../../..");
        assertThat(LABS.exec(container, "", "sh", "-c", "cat /host/../etc/of-the-lab"))
                .contains("No such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc/1/root",
                "/proc/1/cwd",
                "/proc/1/fd/0",
                "/proc/1/exe",
                "/proc/1/ns/mnt",
                "/tmp/link-to-root"
            })
    void linksOfProcAreNotFollowed(String source) {
        LABS.shell("ln -sfn /proc/1/root /tmp/link-to-root");
        create(binds(source + ":/x"), "true");

        assertThatThrownBy(() -> LABS.mallory().engine().containers().start(NAME))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("symbolic links");
    }

    @Test
    void linksLeadNowhereButIntoTheLabHost() throws IOException {
        Path secret = Files.writeString(LABS.server().data().resolve("secret"), "secret");
        LABS.shell("ln -sfn " + secret + " /tmp/secret; ln -sfn ../../../../../../../../../.." + secret
                + " /tmp/up; ln -sfn / /tmp/self");
        for (String source : List.of("/tmp/secret", "/tmp/up", "/tmp/../../../.." + secret, "/tmp/self" + secret)) {
            assertThat(shown(source)).as(source).isNotEqualTo("secret");
        }
        assertThat(secret).hasContent("secret");
    }

    /** What a container reads of a path of the lab host, or why it cannot be shown. */
    private static String shown(String source) {
        try {
            // A missing source becomes a directory of the lab host.
            return LABS.exec(run(binds(source + ":/x")), "", "cat", "/x");
        } catch (EngineException e) {
            return String.valueOf(e.getMessage());
        } finally {
            LABS.mallory().engine().containers().remove(NAME, true);
        }
    }

    @Test
    void theServerCopiesNothingOfProcOrSys() throws IOException {
        run(binds("/proc:/p", "/sys:/s", "/dev:/d", "/proc/sys/kernel:/k"));

        assertThatThrownBy(() -> read("/p/1/environ")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> read("/s/kernel")).isInstanceOf(NotFound.class);
        write("/k", "core_pattern");
        write("/p", "sys");
        assertThat(Path.of("/proc/sys/kernel/core_pattern")).content().doesNotContain("owned");
        assertThat(LABS.exec(LABS.mallory().engine().containers().find(NAME), "", "cat", "/k/core_pattern"))
                .doesNotContain("owned");
    }

    @Test
    void theServerEntersNoMountBelowASource() throws IOException {
        LABS.shell(
                "mkdir -p /srv/below/proc; mount -t proc none /srv/below/proc 2>&1 || mount --bind /proc /srv/below/proc");
        run(binds("/srv/below:/b"));

        assertThatThrownBy(() -> read("/b/proc/1/status")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> write("/b/proc/sys", "x")).isInstanceOf(NotFound.class);
        LABS.shell("umount /srv/below/proc");
    }

    @Test
    void copiesThroughLinksOfAVolumeStayInTheContainer() throws IOException {
        Container container = run(binds("links:/v"));
        LABS.exec(container, "", "sh", "-c", "ln -s / /v/root; ln -s ../../../../../../etc /v/up");
        write("/v/root/tmp", "through");
        write("/v", "up2");

        assertThat(LABS.exec(container, "", "cat", "/tmp/through")).isEqualTo("owned");
        assertThat(Path.of("/tmp/through")).doesNotExist();
        assertThat(read("/v/up/passwd")).contains("root");
    }

    @Test
    void aVolumeWhoseDirectoryIsALinkIsOneOfTheLabHost() throws IOException {
        volumes().create(NewVolume.of(Optional.of("moved"), ""));
        Path marker = Files.writeString(LABS.server().data().resolve("marker"), "kept");
        LABS.shell("rm -rf /var/lib/docker/volumes/moved; ln -s "
                + LABS.server().data() + " /var/lib/docker/volumes/moved");
        assertThat(volumes().size(volumes().find("moved"))).isZero();
        volumes().remove("moved");

        assertThat(marker).hasContent("kept");
    }

    @Test
    void allVolumesAreALink() throws IOException {
        Path data = Files.createDirectories(LABS.server().data().resolve("target/some/_data"));
        Files.writeString(data.resolve("file"), "kept");
        LABS.shell("mv /var/lib/docker/volumes /var/lib/docker/aside; ln -s "
                + LABS.server().data() + "/target /var/lib/docker/volumes");
        try {
            attempt(() -> volumes().create(NewVolume.of(Optional.of("some"), "")));
            attempt(() -> volumes().create(NewVolume.of(Optional.of("another"), "")));
            attempt(() -> volumes().remove("some"));
            assertThat(data.resolve("file")).hasContent("kept");
            assertThat(data.resolveSibling("../another")).doesNotExist();
        } finally {
            LABS.shell("rm -rf /var/lib/docker/volumes; mv /var/lib/docker/aside /var/lib/docker/volumes");
        }
    }

    /** Whether it is done or refused is all the same. */
    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (EngineException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void s32SwappedSourcesNeverLeadOut() throws IOException {
        Path secret = Files.createDirectories(LABS.server().data().resolve("swapped"));
        Files.writeString(secret.resolve("mark"), "machine");
        LABS.shell("mkdir -p /srv/swap/real; (i=0; while [ $i -lt " + SWAPS + " ]; do ln -sfn " + secret
                + " /srv/swap/next; mv -T /srv/swap/next /srv/swap/path; ln -sfn real /srv/swap/next;"
                + " mv -T /srv/swap/next /srv/swap/path; i=$((i+1)); done) >/dev/null 2>&1 &");
        for (int i = 0; i < 20; i++) {
            try {
                Container container = run(binds("/srv/swap/path:/x"));
                assertThat(LABS.exec(container, "", "ls", "/x")).doesNotContain("mark");
            } catch (EngineException e) {
                // At this moment the path led nowhere.
                assertThat(e.getMessage()).doesNotContain(LABS.server().data().toString());
            }
            clear();
        }
        assertThat(secret.resolve("mark")).hasContent("machine");
    }

    @Test
    void s32SwappedDestinationsNeverLeadOut() {
        Container swapper = Runs.start(
                LABS.mallory(),
                Runs.config("busybox", "sh", "-c", "cd /v; mkdir a; while :; do mv a b; ln -s / a; rm a; mv b a; done"),
                binds("race:/v"));
        try {
            for (int i = 0; i < 20; i++) {
                try {
                    Container container = run(binds("race:/v", "inner:/v/a/etc"));
                    assertThat(container.isRunning()).isTrue();
                } catch (EngineException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
                clear();
            }
        } finally {
            LABS.mallory().engine().containers().remove(swapper.id().value(), true);
        }
    }

    @Test
    void aReadOnlyMountStaysSo() {
        Container container = run(binds("/etc:/e:ro").withSecurity(privileged()));
        LABS.exec(container, "1000", "sh", "-c", "echo x > /e/x");

        assertThat(LABS.exec(container, "1000", "sh", "-c", "mount -o remount,rw /e; echo x > /e/x"))
                .containsAnyOf("ermission denied", "must be superuser", "not permitted");
        assertThat(LABS.shell("ls /etc/x")).contains("No such file");
    }

    private static Security privileged() {
        return new Security(List.of(), List.of(), false, false, "", false);
    }

    @Test
    void volumesOfOneLabAreNotThoseOfAnother() {
        LabHost alice = LABS.alice();
        alice.engine().volumes().create(NewVolume.of(Optional.of("hers"), ""));

        assertThatThrownBy(() -> volumes().find("hers")).isInstanceOf(NotFound.class);
        assertThat(LABS.shell("ls /var/lib/docker/volumes")).doesNotContain("hers");
        assertThat(LABS.shell(alice, "ls /var/lib/docker/volumes")).contains("hers");
    }

    @Test
    void filesOfVolumesBelongToTheLab() throws IOException {
        Container container = run(binds("owned:/v"));
        LABS.exec(container, "", "sh", "-c", "echo x > /v/x; chmod 4755 /v/x");

        assertThat(LABS.shell("stat -c '%u %a' /var/lib/docker/volumes/owned/_data/x")
                        .strip())
                .isEqualTo("0 4755");
    }

    @Test
    void r05AVolumeCountsForTheLabsDisk() {
        Container container = run(binds("full:/v"));

        assertThat(LABS.exec(container, "", "sh", "-c", "dd if=/dev/zero of=/v/big bs=1M count=20000"))
                .contains("No space left on device");
        LABS.exec(container, "", "rm", "/v/big");
    }

    @Test
    void optionsReachNoDevice() {
        for (Map<String, String> options : List.of(
                Map.of("type", "ext4", "device", "/dev/vda"),
                Map.of("type", "proc", "device", "proc"),
                Map.of("type", "sysfs", "device", "sysfs"),
                Map.of("type", "nfs", "device", ":/x", "o", "addr=127.0.0.1"),
                Map.of("type", "overlay", "device", "overlay", "o", "lowerdir=/,upperdir=/,workdir=/"),
                Map.of("type", "tmpfs", "device", "tmpfs", "o", "uid=70000"),
                Map.of("type", "tmpfs", "device", "tmpfs", "o", "nonsense=1"))) {
            volumes().create(new NewVolume(Optional.of("device"), "", options, Map.of()));
            create(binds("device:/v:nocopy"), "true");
            assertThatThrownBy(() -> LABS.mallory().engine().containers().start(NAME))
                    .as(options.toString())
                    .isInstanceOf(EngineException.SystemFailure.class)
                    .hasMessageContaining("failed to mount local volume");
            clear();
            volumes().remove("device");
        }
    }

    @Test
    void deepTreesAreRemoved() {
        Container container = run(binds("deep:/v"));
        LABS.exec(
                container,
                "",
                "sh",
                "-c",
                "cd /v; d=$(head -c 200 /dev/zero | tr '\\0' d); i=0; while [ $i -lt 100 ]; do mkdir $d && cd $d; i=$((i+1));"
                        + " done");
        clear();
        volumes().remove("deep");

        assertThat(LABS.shell("ls /var/lib/docker/volumes")).doesNotContain("deep");
    }
}
