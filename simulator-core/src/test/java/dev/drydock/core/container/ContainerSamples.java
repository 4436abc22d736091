package dev.drydock.core.container;

import dev.drydock.core.image.ImageId;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.NetworkId;
import dev.drydock.core.network.PortRequests;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.simulated.SequentialIds;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.MountRequest;
import dev.drydock.core.volume.MountRequests;
import dev.drydock.core.volume.Propagation;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.core.volume.VolumeName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Containers of every shape, the same for the same seed. */
public final class ContainerSamples {
    private static final List<String> TEXTS =
            List.of("", "web", "a b", "\"quoted\"", "\\", "\n", "日本 ñ 🚢", "${x}", "-f", "/", "\u0001");
    private final Random random;
    private final SequentialIds ids;

    public ContainerSamples(long seed) {
        random = new Random(seed);
        ids = new SequentialIds("sample " + seed);
    }

    public List<StoredContainer> containers(int count) {
        return Stream.generate(this::container).limit(count).toList();
    }

    public StoredContainer container() {
        Container container = new Container(
                new ContainerId(ids.next()),
                "name_" + random.nextInt(),
                instant(),
                new ImageId(Digest.ofBytes(text().getBytes(StandardCharsets.UTF_8))),
                config(),
                hostConfig(),
                state(),
                random.nextInt(5),
                networks(),
                endpoints(),
                List.of(new PublishedPort("80/tcp", "::", 1 + random.nextInt(9))),
                random.nextBoolean() ? Optional.of(health()) : Optional.empty(),
                mounts());
        return new StoredContainer(container, random.nextBoolean(), random.nextBoolean());
    }

    private List<EndpointConfig> networks() {
        return Stream.generate(() -> new EndpointConfig(
                        text(), texts(), "10.0.0." + random.nextInt(255), text(), texts(), text(), random.nextInt(9)))
                .limit(random.nextInt(3))
                .toList();
    }

    private ContainerConfig config() {
        return new ContainerConfig(
                text(),
                text(),
                text(),
                text(),
                new ContainerConfig.Streams(
                        random.nextBoolean(), true, false, random.nextBoolean(), true, random.nextBoolean()),
                texts(),
                texts(),
                texts(),
                text(),
                texts(),
                Map.of("key " + text(), text()),
                text(),
                random.nextBoolean() ? Optional.of(random.nextInt()) : Optional.empty(),
                random.nextBoolean() ? Optional.of(healthcheck()) : Optional.empty(),
                texts(),
                text(),
                texts());
    }

    private List<Mount> mounts() {
        VolumeName volume = new VolumeName("volume_" + random.nextInt(99));
        Propagation[] ways = Propagation.values();
        return List.of(
                new BindMount(
                        "/" + text(),
                        "/" + text(),
                        random.nextBoolean(),
                        text(),
                        ways[random.nextInt(ways.length)],
                        random.nextBoolean(),
                        random.nextBoolean()),
                new VolumeMount(volume, "/" + text(), random.nextBoolean(), text(), random.nextBoolean()),
                new TmpfsMount(
                        "/" + text(),
                        texts(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean()));
    }

    private MountRequests mountRequests() {
        Map<String, String> words = Map.of("key " + text(), text());
        MountRequest.VolumeDriver driver = new MountRequest.VolumeDriver(text(), words);
        MountRequest bind = new MountRequest(
                "bind",
                text(),
                text(),
                random.nextBoolean(),
                text(),
                Optional.of(new MountRequest.BindOptions(text(), random.nextBoolean(), true, false, true)),
                Optional.of(new MountRequest.VolumeOptions(random.nextBoolean(), words, Optional.of(driver), text())),
                Optional.of(new MountRequest.TmpfsOptions(random.nextLong(), random.nextInt(), List.of(texts()))));
        MountRequest plain =
                new MountRequest("volume", "", text(), false, "", Optional.empty(), Optional.empty(), Optional.empty());
        return new MountRequests(texts(), List.of(bind, plain), texts(), text());
    }

    private Healthcheck healthcheck() {
        return new Healthcheck(texts(), duration(), duration(), duration(), duration(), random.nextInt());
    }

    private Duration duration() {
        return Duration.ofNanos(random.nextLong());
    }

    private Health health() {
        Health.Status[] known = Health.Status.values();
        return new Health(
                known[random.nextInt(known.length)],
                random.nextInt(),
                List.of(new Health.Result(instant(), instant(), random.nextInt(), text())));
    }

    private RestartPolicy policy() {
        return switch (random.nextInt(4)) {
            case 0 -> new RestartPolicy.Always();
            case 1 -> new RestartPolicy.UnlessStopped();
            case 2 -> new RestartPolicy.OnFailure(random.nextInt(9));
            default -> new RestartPolicy.No();
        };
    }

    private Security security() {
        return new Security(texts(), texts(), random.nextBoolean(), random.nextBoolean(), text(), random.nextBoolean());
    }

    private HostConfig hostConfig() {
        return new HostConfig(
                "bridge",
                random.nextBoolean(),
                policy(),
                security(),
                random.nextBoolean(),
                random.nextBoolean(),
                new Namespaces(text(), text(), text(), text(), text()),
                resources(),
                texts(),
                List.of(
                        new Device("/dev/" + random.nextInt(99), "/some:where " + text(), "rw"),
                        Device.of("/dev/zero")),
                Map.of("key " + text(), text()),
                random.nextLong(),
                new LogConfig(text(), Map.of("key " + text(), text())),
                new NameResolution(texts(), texts(), texts(), texts()),
                List.of(new Link(ids.next(), text(), text())),
                Map.of("path " + text(), text()),
                random.nextInt(),
                Map.of("key " + text(), text()),
                text(),
                mountRequests(),
                new PortRequests(
                        Map.of("80/tcp", List.of(new PortRequests.Binding("::1", text()))), random.nextBoolean()));
    }

    private Resources resources() {
        return new Resources(
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                text(),
                text(),
                random.nextLong(),
                random.nextInt(),
                random.nextBoolean(),
                List.of(new Resources.Ulimit(text(), random.nextLong(), random.nextLong())));
    }

    private ContainerState state() {
        ExitStatus status = new ExitStatus(random.nextInt(256), random.nextBoolean(), instant());
        return switch (random.nextInt(7)) {
            case 0 -> new ContainerState.Created(random.nextInt(3), text());
            case 1 -> new ContainerState.Running(random.nextInt(1 << 22), instant(), random.nextInt(3));
            case 2 -> new ContainerState.Paused(random.nextInt(1 << 22), instant(), random.nextInt(3));
            case 3 -> new ContainerState.Restarting(status, instant());
            case 4 -> new ContainerState.Removing();
            case 5 -> new ContainerState.Dead();
            default -> new ContainerState.Exited(status, instant(), text());
        };
    }

    private List<Endpoint> endpoints() {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(number -> new Endpoint(
                        new NetworkId(ids.next()),
                        ids.next(),
                        "docker0",
                        "eth" + number,
                        Addresses.parse("172.17.0." + (2 + number)),
                        16,
                        Addresses.parse("172.17.0.1"),
                        "02:42:ac:11:00:02",
                        Endpoint.Link.ORDINARY,
                        random.nextBoolean() ? Optional.of(ipv6(number)) : Optional.empty()))
                .toList();
    }

    private static Endpoint.Ipv6Place ipv6(int number) {
        return new Endpoint.Ipv6Place(
                Addresses.findIpv6("fd00::" + (2 + number)).orElseThrow(),
                64,
                Addresses.findIpv6("fd00::1").orElseThrow());
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000_000));
    }

    private List<String> texts() {
        return Stream.generate(this::text).limit(random.nextInt(3)).toList();
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
