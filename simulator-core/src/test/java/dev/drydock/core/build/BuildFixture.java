package dev.drydock.core.build;

import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.TestTar;
import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.distribution.RegistryAuth;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.oci.ImageConfig.History;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.ManualScheduler;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A simulated lab in which something is built, and what the build told. */
final class BuildFixture implements AutoCloseable {
    static final Platform PLATFORM = new Platform("amd64", "linux", null);

    final SimulatedLab lab = new SimulatedLab(
            new SimulatedServer(), new RandomIds(), InstantSource.system(), new ManualScheduler(Instant.EPOCH));
    final Engine engine = lab.open();
    final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());
    final Map<String, String> arguments = new HashMap<>();
    final Map<String, String> labels = new HashMap<>();
    final List<String> cacheFrom = new ArrayList<>();
    Cancellation cancellation = new Cancellation();
    String target = "";
    String dockerfile = "";
    boolean useCache = true;
    boolean forceRemove;

    private BuildRequest request(String... tags) {
        Map<String, Optional<String>> given = new HashMap<>();
        arguments.forEach((name, value) -> given.put(name, Optional.of(value)));
        return new BuildRequest(
                dockerfile,
                List.of(tags).stream().map(ImageReference::parse).toList(),
                given,
                labels,
                Optional.of(target).filter(name -> !name.isEmpty()),
                useCache,
                false,
                true,
                forceRemove,
                cacheFrom,
                HostConfig.DEFAULT,
                PLATFORM,
                _ -> RegistryAuth.NONE);
    }

    /** Builds a Dockerfile with nothing beside it. */
    Image build(String text, String... tags) throws IOException {
        return build(text, new TestTar(), tags);
    }

    /** Builds a Dockerfile with other files. */
    Image build(String text, TestTar context, String... tags) throws IOException {
        return send(context.file("Dockerfile", text, 0644, 0, 0).stream(), tags);
    }

    /** Builds what a client sends. */
    Image send(InputStream tar, String... tags) throws IOException {
        events.clear();
        ImageId built = engine.builds().build(request(tags), new BuildUpload(tar, () -> {}), events::add, cancellation);
        return engine.images().find(built.toString());
    }

    /** What the history says, the oldest first, of what came on top of busybox. */
    static List<String> history(Image image) {
        return image.config().history().stream()
                .map(History::createdBy)
                .filter(by -> by != null && !by.isEmpty())
                .toList();
    }

    /** What each step did: its number and {@code hit} or why not. */
    List<String> steps() {
        List<String> steps = new ArrayList<>();
        String step = "";
        for (BuildEvent event : List.copyOf(events)) {
            switch (event) {
                case BuildEvent.StepStarted started -> step = started.number() + " ";
                case BuildEvent.CacheHit _ -> steps.add(step + "hit");
                case BuildEvent.CacheMissed(CacheMiss reason) -> steps.add(step + reason);
                default -> {}
            }
        }
        return steps;
    }

    /** Everything that commands wrote. */
    String output() {
        StringBuilder text = new StringBuilder();
        for (BuildEvent event : List.copyOf(events)) {
            if (event instanceof BuildEvent.Output(var _, var bytes)) {
                text.append(StandardCharsets.UTF_8.decode(bytes.duplicate()));
            }
        }
        return text.toString();
    }

    /** A file of an image; {@code mode uid:gid content}, or where a link points. */
    String file(Image image, String path) throws IOException {
        ContainerConfig config = new ContainerConfig(
                image.id().toString(),
                "",
                "",
                "",
                ContainerConfig.Streams.NONE,
                List.of("true"),
                List.of(""),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
        String id = engine.containers()
                .create(Optional.empty(), config, HostConfig.DEFAULT)
                .id()
                .value();
        try {
            ByteArrayOutputStream tar = new ByteArrayOutputStream();
            engine.containers().files().read(id, path, _ -> tar);
            TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar.toByteArray()));
            TarArchiveEntry entry = in.getNextEntry();
            String owner = Integer.toOctalString(entry.getMode() & 07777) + " " + entry.getLongUserId() + ":"
                    + entry.getLongGroupId();
            return entry.isSymbolicLink()
                    ? entry.getLinkName()
                    : owner + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            engine.containers().remove(id, true);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
