package dev.drydock.sandbox.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.content.SharedContent;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.OfflineImages;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageStore;
import dev.drydock.core.simulated.InMemoryLayerStore;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineRecipesTest {
    private final Platform platform = MachineRecipes.platform();
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryLayerStore layers = new InMemoryLayerStore();

    private List<ImageRecord> prepare() {
        return new OfflineImages(new MachineRecipes(platform), platform, blobs, layers).prepare();
    }

    @Test
    void makesBothImagesOfTheFirstLab() {
        Images images = Images.open(
                new ImageServices(
                        new InMemoryImageStore(),
                        new SharedContent(blobs, layers),
                        new EventLog(Clock.systemUTC()),
                        Clock.systemUTC()),
                prepare());

        assertThat(images.find("hello-world").config().config().cmd()).containsExactly("/hello");
        assertThat(images.find("hello-world").size()).isBetween(1_000L, 20_000L);
        assertThat(images.find("busybox").config().config().cmd()).containsExactly("sh");
        assertThat(images.find("busybox").config().history()).hasSize(2);
    }

    @Test
    void makesTheSameImagesAgain() {
        assertThat(prepare()).isEqualTo(prepare()).hasSize(2);
    }
}
