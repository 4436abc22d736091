package dev.drydock.lessons.check;

import static dev.drydock.lessons.check.ContainerWish.ANY;
import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.exited;
import static dev.drydock.lessons.check.Given.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerConfig.Streams;
import dev.drydock.core.container.EndpointConfig;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Resources;
import dev.drydock.core.container.RestartPolicy;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkId;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Propagation;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.core.volume.VolumeName;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContainerTraitsTest {
    private static final String FRONT = "f".repeat(64);
    private static final Resources LIMITS =
            new Resources(64 << 20, 0, 0, -1, 500_000_000, 0, 0, 0, "", "", 20, 0, false, List.of());
    private static final Resources QUOTA =
            new Resources(0, 0, 0, -1, 0, 0, 100_000, 25_000, "", "", -1, 0, false, List.of());

    private static final Container PLAIN = container("web", "busybox", 1, running(2));
    private static final Container SET = Given.configured(
            PLAIN,
            new ContainerConfig(
                    "busybox",
                    "box",
                    "",
                    "1000:1000",
                    Streams.NONE,
                    List.of("sh"),
                    List.of(),
                    List.of("MODE=debug", "PATH=/bin"),
                    "/srv",
                    List.of(),
                    Map.of("tier", "front"),
                    "",
                    Optional.empty()),
            HostConfig.DEFAULT
                    .withResources(LIMITS)
                    .withRestartPolicy(new RestartPolicy.OnFailure(3))
                    .with(draft -> {
                        draft.init = true;
                        draft.readOnlyRoot = true;
                        draft.tmpfs = Map.of("/run", "");
                    }),
            List.of(new EndpointConfig(FRONT.substring(0, 12), List.of("shop"), "", "", List.of(), "", 0)),
            new VolumeMount(new VolumeName("data"), "/data", false, "z", false),
            new BindMount("/root/site", "/usr/share", true, "ro", Propagation.RPRIVATE, true, true));

    private static FakeEngineView view(Container... containers) {
        return FakeEngineView.with(containers)
                .on(
                        new Network(new NetworkId(FRONT), "front", "bridge", Given.STEP, "", ""),
                        new Network(new NetworkId("b".repeat(64)), "bridge", "bridge", Given.STEP, "", ""));
    }

    private static Trait text(Property property, String pattern) {
        return new Trait.OfText(property, new TextPattern(pattern));
    }

    private static Trait number(Property property, String test, Unit unit) {
        return new Trait.OfNumber(property, NumberTest.parse(test, unit));
    }

    private static Trait flag(Property property) {
        return new Trait.OfFlag(property, true);
    }

    static Stream<Arguments> traits() {
        return Stream.of(
                arguments(
                        number(Property.MEMORY, "<= 64m", Unit.BYTES),
                        number(Property.MEMORY, "!= 0", Unit.BYTES),
                        "The container web has no memory limit. This step wants anything but 0.",
                        "容器 web 没有内存上限。这一步要求不是 0。"),
                arguments(
                        number(Property.CPUS, "0.5", Unit.CPUS),
                        number(Property.CPUS, "0.5", Unit.CPUS),
                        "The container web has no limit of processors. This step wants 0.5.",
                        "容器 web 没有 CPU 上限。这一步要求 0.5。"),
                arguments(
                        number(Property.PIDS_LIMIT, "20", Unit.PIECES),
                        number(Property.PIDS_LIMIT, ">= 1", Unit.PIECES),
                        "The container web has no limit of processes. This step wants at least 1.",
                        "容器 web 没有进程数上限。这一步要求至少 1。"),
                arguments(
                        text(Property.RESTART, "on-failure:3"),
                        text(Property.RESTART, "on-failure*"),
                        "The restart policy of the container web is “no”. This step wants “on-failure*”.",
                        "容器 web 的重启策略是“no”。这一步要求“on-failure*”。"),
                arguments(
                        text(Property.USER, "1000*"),
                        text(Property.USER, "1000"),
                        "The container web runs as root, because no user was given. This step wants “1000”.",
                        "容器 web 没有指定用户，以 root 身份运行。这一步要求“1000”。"));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments(
                        text(Property.ENV, "MODE=debug"),
                        text(Property.ENV, "MODE=debug"),
                        "The container web has no such variable in its environment. This step wants “MODE=debug”.",
                        "容器 web 没有这样的环境变量。这一步要求“MODE=debug”。"),
                arguments(
                        text(Property.LABEL, "tier=*"),
                        text(Property.LABEL, "tier=back"),
                        "The container web has no such label. This step wants “tier=back”.",
                        "容器 web 没有这样的标签（label）。这一步要求“tier=back”。"));
    }

    static Stream<Arguments> places() {
        return Stream.of(
                arguments(
                        text(Property.NETWORK, "front"),
                        text(Property.NETWORK, "front"),
                        "The container web is on the network bridge. This step wants “front”.",
                        "容器 web 在网络 bridge 上。这一步要求“front”。"),
                arguments(
                        text(Property.PUBLISH, "8080:80/tcp"),
                        text(Property.PUBLISH, "*:80/tcp"),
                        "The container web publishes no port. This step wants “*:80/tcp”.",
                        "容器 web 没有发布端口。这一步要求“*:80/tcp”。"),
                arguments(
                        text(Property.PUBLISH, "127.0.0.1:53:53/udp"),
                        text(Property.PUBLISH, "8080:80/tcp"),
                        "The container web publishes no port. This step wants “8080:80/tcp”.",
                        "容器 web 没有发布端口。这一步要求“8080:80/tcp”。"),
                arguments(
                        text(Property.ALIAS, "shop"),
                        text(Property.ALIAS, "shop"),
                        "The container web has no other name on its networks. This step wants “shop”.",
                        "容器 web 在网络上没有别的名字。这一步要求“shop”。"));
    }

    static Stream<Arguments> hostAndFlags() {
        return Stream.of(
                arguments(
                        text(Property.HOSTNAME, "box"),
                        text(Property.HOSTNAME, "box"),
                        "The host name of the container web is “host”. This step wants “box”.",
                        "容器 web 的主机名是“host”。这一步要求“box”。"),
                arguments(
                        text(Property.WORKDIR, "/srv"),
                        text(Property.WORKDIR, "/srv"),
                        "The working directory of the container web is “/”. This step wants “/srv”.",
                        "容器 web 的工作目录是“/”。这一步要求“/srv”。"),
                arguments(
                        flag(Property.INIT),
                        flag(Property.INIT),
                        "The container web was made without --init. This step wants it with it.",
                        "容器 web 创建时没有用 --init，而这一步要求使用它。"),
                arguments(
                        flag(Property.READ_ONLY),
                        flag(Property.READ_ONLY),
                        "The root file system of the container web is writable. This step wants it read-only.",
                        "容器 web 的根文件系统可写，而这一步要求只读。"));
    }

    @ParameterizedTest
    @MethodSource({"traits", "names", "places", "hostAndFlags"})
    void asksHowAContainerWasMade(Trait met, Trait unmet, String english, String chinese) {
        assertThat(evaluate(ANY.name("web").trait(met), view(SET))).isInstanceOf(Met.class);
        assertThat(reason(ANY.name("web").trait(unmet), view(PLAIN), Locale.ENGLISH))
                .isEqualTo(english);
        assertThat(reason(ANY.name("web").trait(unmet), view(PLAIN), Locale.SIMPLIFIED_CHINESE))
                .isEqualTo(chinese);
    }

    private static Outcome evaluate(ContainerWish wish, FakeEngineView view) {
        return Evaluation.evaluate(wish.check(), view, Given.STEP);
    }

    private static String reason(ContainerWish wish, FakeEngineView view, Locale reader) {
        return ((NotYet) evaluate(wish, view)).reason().text(reader);
    }

    @Test
    void everyPropertyThatMayBeAskedForCanBeRead() {
        Set<Property> readable = new TreeSet<>(ContainerTraits.ALL.texts().keySet());
        readable.addAll(ContainerTraits.ALL.numbers().keySet());
        readable.addAll(ContainerTraits.ALL.flags().keySet());

        assertThat(readable).isEqualTo(new TreeSet<>(Property.OF_CONTAINERS));
    }

    @Test
    void namesTheValueThatIsThereAndNotTheOthers() {
        assertThat(reason(ANY.name("web").trait(text(Property.ENV, "MODE=quiet")), view(SET), Locale.ENGLISH))
                .isEqualTo("In the environment of the container web is “MODE=debug”. This step wants “MODE=quiet”.");
        assertThat(reason(
                        ANY.name("web").trait(number(Property.MEMORY, "128m", Unit.BYTES)), view(SET), Locale.ENGLISH))
                .isEqualTo("The container web may use 64m of memory. This step wants 128m.");
    }

    @Test
    void aQuotaOfTimeIsALimitOfProcessors() {
        Container quota = Given.configured(
                PLAIN, PLAIN.config(), HostConfig.DEFAULT.withResources(QUOTA), HostConfig.DEFAULT.networks());

        assertThat(evaluate(ANY.trait(number(Property.CPUS, "0.25", Unit.CPUS)), view(quota)))
                .isInstanceOf(Met.class);
        assertThat(evaluate(ANY.trait(number(Property.PIDS_LIMIT, "0", Unit.PIECES)), view(quota)))
                .isInstanceOf(Met.class);
    }

    @Test
    void aSharedNetworkIsTheOtherContainersOne() {
        Container other = container("db", "busybox", 1, running(2));
        Container shared = Given.configured(
                PLAIN, PLAIN.config(), HostConfig.DEFAULT.withNetworkMode("container:" + other.id()), List.of());

        assertThat(evaluate(ANY.name("web").trait(text(Property.NETWORK, "container:db")), view(shared, other)))
                .isInstanceOf(Met.class);
    }

    @Test
    void theStateIsToldBeforeWhetherMemoryWasUsedUp() {
        ContainerWish wish = ANY.name("web").exitCode("137").trait(flag(Property.OOM_KILLED));
        Container killed = container("web", "busybox", 1, exited(137, 2));

        assertThat(reason(wish, view(PLAIN), Locale.ENGLISH))
                .isEqualTo("The container web is running. This step wants exit code 137.");
        assertThat(reason(wish, view(killed), Locale.ENGLISH))
                .isEqualTo("In the container web no process has been ended for want of memory."
                        + " This step wants its limit to be exceeded.");
        assertThat(evaluate(wish, view(container("web", "busybox", 1, exited(137, 2, true)))))
                .isInstanceOf(Met.class);
    }

    private static MountWish mount(MountWish.Type type, String source, String target, boolean isReadOnly) {
        return new MountWish(
                Optional.of(type),
                Optional.of(source).filter(text -> !text.isEmpty()).map(TextPattern::new),
                Optional.of(new TextPattern(target)),
                isReadOnly ? Optional.of(true) : Optional.empty());
    }

    @Test
    void asksWhatIsMounted() {
        ContainerWish web = ANY.name("web");

        for (MountWish wish : List.of(
                mount(MountWish.Type.VOLUME, "data", "/data", false),
                mount(MountWish.Type.BIND, "/root/*", "/usr/share", true),
                mount(MountWish.Type.TMPFS, "", "/run", false))) {
            assertThat(evaluate(web.mount(wish), view(SET))).as("%s", wish).isInstanceOf(Met.class);
        }
        assertThat(reason(web.mount(mount(MountWish.Type.VOLUME, "data", "/data", true)), view(SET), Locale.ENGLISH))
                .isEqualTo("Mounted in the container web: volume data:/data, bind /root/site:/usr/share:ro, tmpfs /run."
                        + " This step wants “volume data:/data:ro”.");
        assertThat(reason(
                        web.mount(mount(MountWish.Type.VOLUME, "", "/x", false)),
                        view(PLAIN),
                        Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("容器 web 中没有任何挂载。这一步要求“volume /x”。");
    }
}
