package dev.drydock.core.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.TestTar;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all directories of volumes do. */
public abstract class VolumeFilesContract {
    private static final VolumeName NAME = new VolumeName("some");
    private static final LocalOptions MEMORY = new LocalOptions("tmpfs", "tmpfs", List.of("size=1m"));

    /** Of a lab host without volumes. */
    protected abstract VolumeFiles files();

    private static void fill(VolumeFiles files, String content) throws IOException {
        byte[] tar = new TestTar().file("./note", content, 0644, 0, 0).bytes();
        files.fill(NAME, out -> out.write(tar));
    }

    @Test
    void whatIsNotThereIsEmpty() {
        VolumeFiles files = files();
        files.remove(NAME);
        files.unmount(NAME);

        assertThat(files.size(NAME)).isZero();
        assertThat(files.isEmpty(NAME)).isTrue();
    }

    @Test
    void keepsWhatIsUnpacked() throws IOException {
        VolumeFiles files = files();
        files.make(NAME);
        assertThat(files.isEmpty(NAME)).isTrue();
        fill(files, "hello");
        files.make(NAME);

        assertThat(files.isEmpty(NAME)).isFalse();
        assertThat(files.size(NAME)).isEqualTo(5);
    }

    @Test
    void removesEverything() throws IOException {
        VolumeFiles files = files();
        files.make(NAME);
        fill(files, "hello");
        files.remove(NAME);
        files.make(NAME);

        assertThat(files.isEmpty(NAME)).isTrue();
        files.remove(NAME);
    }

    @Test
    void whatIsMountedHidesWhatIsThereUntilItIsTakenOff() throws IOException {
        VolumeFiles files = files();
        files.make(NAME);
        fill(files, "below");
        files.mount(NAME, MEMORY);
        assertThat(files.isEmpty(NAME)).isTrue();
        fill(files, "above, and longer");
        assertThat(files.size(NAME)).isEqualTo(17);
        files.unmount(NAME);

        assertThat(files.size(NAME)).isEqualTo(5);
        files.remove(NAME);
    }

    @Test
    void aPathThatIsNotThereCannotBeMounted() {
        VolumeFiles files = files();
        files.make(NAME);

        assertThatThrownBy(() -> files.mount(NAME, new LocalOptions("none", "/no/such/path", List.of("bind"))))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessage(
                        "error while mounting volume '/var/lib/docker/volumes/some/_data': failed to mount local volume:"
                                + " mount /no/such/path:/var/lib/docker/volumes/some/_data, flags: 0x1000:"
                                + " no such file or directory");
        files.remove(NAME);
    }

    @Test
    void makesDirectoriesOfTheLabHost() {
        VolumeFiles files = files();
        assertThat(files.exists("/opt/made/deep")).isFalse();
        files.makeDirectory("/opt/made/deep");
        files.makeDirectory("/opt/made/deep");

        assertThat(files.exists("/opt/made/deep")).isTrue();
        assertThat(files.exists("/opt/made")).isTrue();
        assertThat(files.exists("/")).isTrue();
    }
}
