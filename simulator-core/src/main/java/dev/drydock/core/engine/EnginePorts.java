package dev.drydock.core.engine;

import dev.drydock.core.build.Scratch;
import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.ContainerStore;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.distribution.RegistryAccess;
import dev.drydock.core.dns.NameServers;
import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.id.IdSource;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.image.ImageStore;
import dev.drydock.core.network.NetworkDriver;
import dev.drydock.core.network.NetworkStore;
import dev.drydock.core.network.Overlays;
import dev.drydock.core.time.Scheduler;
import dev.drydock.core.volume.VolumeFiles;
import dev.drydock.core.volume.VolumeStore;
import java.time.InstantSource;
import java.util.List;

/**
 * Everything that one lab's engine rests on.
 *
 * @param hostName of the lab host
 * @param overlays its part in what the lab hosts of one student have together
 * @param content of the server
 * @param registries what images are pulled from and pushed to
 * @param egress what lab hosts may reach outside, and as which addresses
 * @param nameServers whom containers name with {@code --dns}
 * @param unused told when some of the content may have become unused
 * @param scratch room for what is being built
 * @param firstImages what a lab that was never opened before begins with
 */
public record EnginePorts(
        String hostName,
        ContainerRuntime runtime,
        WritableLayers writableLayers,
        ContainerStore containerStore,
        NetworkDriver networkDriver,
        NetworkStore networkStore,
        Overlays.Member overlays,
        VolumeStore volumeStore,
        VolumeFiles volumeFiles,
        ImageStore imageStore,
        SharedContent content,
        RegistryAccess registries,
        EgressNames egress,
        NameServers nameServers,
        Runnable unused,
        Scratch scratch,
        List<ImageRecord> firstImages,
        IdSource ids,
        InstantSource clock,
        Scheduler scheduler) {
    public EnginePorts {
        firstImages = List.copyOf(firstImages);
    }
}
