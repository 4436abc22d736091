package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.sandbox.cgroup.Cgroup;
import dev.drydock.sandbox.cgroup.LabLimits;
import dev.drydock.sandbox.cgroup.LinuxCgroups;
import dev.drydock.sandbox.disk.LabDisk;
import dev.drydock.sandbox.disk.LabDisks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that stops dead between two steps of anything leaves nothing behind that the next one does not clean up, and
 * the next one knows everything that was acknowledged.
 */
@Tag("kernel")
@Tag("hostile")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
    static final LabId LAB = new LabId("lab");
    static final LabId OTHER = new LabId("other");
    /** At least as many children as labd keeps ready. */
    private static final int SPARES = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** About as long as one step of a life takes. */
    private static final Duration LONGEST_STEP = Duration.ofMillis(50);

    /** Enough for a server and its first life. */
    private static final long SERVER_MEMORY = 400L << 20;

    private TestServer server;
    private LabDisks disks;
    private Container keeper;
    private Map<String, Long> before;
    private List<ImageId> given;
    private List<String> calls;
    private final ExecutorService daemons =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private Path agent;
    private Thread.@Nullable UncaughtExceptionHandler handler;

    @BeforeAll
    void startServer() throws IOException {
        handler = PortCalls.beQuiet();
        server = TestServer.start(DoomedServer.setup());
        disks = server.disks();
        agent = server.data().resolve("agent.jar");
        SuddenEnd.describe(agent);
        keeper = Runs.detached(server.hosts().start(LAB), "sleep", "100000");
        given = lab().engine().images().list().stream().map(Image::id).toList();
        PortCalls all = new PortCalls();
        takeUp(DoomedServer.setup().withPorts(all::of));
        all.count();
        new ContainerLife(_ -> {}).run(lab().engine().containers());
        calls = all.made();
        takeUp();
        tidyUp();
        before = census();
    }

    @AfterAll
    void stopServer() {
        server.close();
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    /** One test that fails is not to fail the others. */
    @AfterEach
    void removeDoomed() {
        doomed(lab().engine().containers())
                .ifPresent(container ->
                        lab().engine().containers().remove(container.id().value(), true, true));
    }

    Stream<Integer> calls() {
        return IntStream.rangeClosed(1, calls.size()).boxed();
    }

    /** Only the engine stops here: what its adapters have open they close as the kernel does it for a dead server. */
    @ParameterizedTest(name = "after call {0}")
    @MethodSource("calls")
    void d06StoppedAfterEachCallOfTheEngine(int number) throws IOException {
        PortCalls some = new PortCalls();
        takeUp(DoomedServer.setup().withPorts(some::of));
        some.cutAfter(number);
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        Containers containers = lab().engine().containers();
        // It may wait for ever for what its engine is no longer told.
        CompletableFuture<Void> life =
                CompletableFuture.runAsync(() -> new ContainerLife(said::add).run(containers), daemons);
        CompletableFuture.anyOf(some.cut(), life).join();
        takeUp();

        assertTakenUp(new Outcome(SuddenEnd.STATUS, List.copyOf(said)));
    }

    @ParameterizedTest
    @EnumSource(FailPoint.class)
    void d06StoppedBetweenTheStepsOfEachCall(FailPoint point) throws IOException {
        Outcome outcome = run(DoomedServer.command(server.data(), SuddenEnd.at(point, agent)));

        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(SuddenEnd.STATUS);
        assertTakenUp(outcome);
    }

    static Stream<Integer> kills() {
        return IntStream.rangeClosed(1, Integer.getInteger("drydock.crash.kills", 8))
                .boxed();
    }

    /** At any time, not between two steps: the more often, the more times are tried. */
    @ParameterizedTest
    @MethodSource("kills")
    void d07KilledAtSomeTime(int seed) throws IOException {
        Random random = new Random(seed);

        assertTakenUp(kill(1 + random.nextInt(60), List.of(), random.nextLong(LONGEST_STEP.toNanos())));
    }

    /** By the kernel, in the middle of whatever it does. */
    @Test
    void d08KilledForWantOfMemory() throws IOException {
        LinuxCgroups trees = LinuxCgroups.detect(server.data().resolve("doomed"));
        Cgroup small = trees.create("doomed", new LabLimits(SERVER_MEMORY, 0, 0));
        try {
            List<String> command = new ArrayList<>(List.of("sh", "-c", join(small) + "exec \"$@\"", "sh"));
            command.addAll(DoomedServer.command(server.data(), DoomedServer.ENDLESSLY, DoomedServer.GREEDILY));
            Outcome outcome = run(command);

            assertThat(outcome.status()).as(outcome.toString()).isEqualTo(128 + 9);
            assertTakenUp(outcome);
        } finally {
            trees.removeAllBut(Set.of());
        }
    }

    /** Of the trees only that which counts memory: others keep a lab, as this could be one, from loop devices. */
    private static String join(Cgroup cgroup) {
        return cgroup.processFiles().stream()
                .filter(file -> Stream.of("memory.limit_in_bytes", "memory.max")
                        .anyMatch(limit -> Files.exists(file.resolveSibling(limit))))
                .map(file -> "echo 0 > " + file + " && ")
                .collect(Collectors.joining());
    }

    @Test
    void d08WithHardlyAnyDescriptors() throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 64; exec \"$@\"", "sh"));
        command.addAll(DoomedServer.command(server.data()));

        assertTakenUp(run(command));
    }

    @Test
    void d08StoppedForAWhileAndKilledThen() throws IOException {
        assertTakenUp(kill(20, List.of("STOP", "CONT"), 0));
    }

    @Test
    void d08TheClockGoesBack() {
        takeUp(DoomedServer.setup().withPorts(PortCalls::anHourAgo));
        assertThat(Runs.state(lab(), keeper)).isEqualTo(keeper.state());
        assertThat(Runs.output(lab(), HostConfig.DEFAULT.withAutoRemove(true), "echo", "works"))
                .isEqualTo("works\n");

        takeUp();
        assertThat(Runs.state(lab(), keeper)).isEqualTo(keeper.state());
    }

    /**
     * Kills a server that goes on and on.
     *
     * @param lines after so many of what it says
     * @param signals that it gets before
     * @param nanoseconds after that
     */
    private Outcome kill(int lines, List<String> signals, long nanoseconds) throws IOException {
        server.leave();
        Process process = new ProcessBuilder(DoomedServer.command(server.data(), DoomedServer.ENDLESSLY))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> said = new ArrayList<>();
            while (said.size() < lines) {
                said.add(Objects.requireNonNull(output.readLine()));
            }
            for (String signal : signals) {
                signal(process, signal);
                assertKeeperRuns();
            }
            LockSupport.parkNanos(nanoseconds);
            // Not destroyForcibly(), which closes the output with what is still in it.
            signal(process, "KILL");
            process.onExit().join();
            output.lines().forEach(said::add);
            return new Outcome(process.exitValue(), said);
        } finally {
            process.destroyForcibly().onExit().join();
            takeUp();
        }
    }

    private static void signal(Process process, String signal) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(kill.onExit().join().exitValue()).isZero();
    }

    /** By the machine's own book-keeping: no server is there to ask. */
    private void assertKeeperRuns() throws IOException {
        Path group = server.cgroups(LAB).stream()
                .map(directory ->
                        directory.resolve("docker").resolve(keeper.id().value()))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        assertThat(Files.readAllLines(group.resolve("cgroup.procs"))).isNotEmpty();
    }

    private Outcome run(List<String> command) throws IOException {
        server.leave();
        Path errors = server.data().resolve("doomed.log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>(output.lines().toList());
            int status = process.onExit().join().exitValue();
            if (status != 0 && status != SuddenEnd.STATUS) {
                lines.addAll(Files.readAllLines(errors));
            }
            return new Outcome(status, lines);
        } finally {
            Files.delete(errors);
            takeUp();
        }
    }

    private void takeUp() {
        takeUp(DoomedServer.setup());
    }

    /** With another server: nothing of the labs is told it. */
    private void takeUp(TestServer.Setup setup) {
        server.end();
        server = TestServer.start(server.data(), setup.withDisks(_ -> disks));
        server.hosts().adopt();
    }

    private void assertTakenUp(Outcome outcome) throws IOException {
        LabHost lab = lab();
        assertThat(Runs.state(lab, keeper)).isEqualTo(keeper.state());
        assertAcknowledged(outcome, lab.engine());
        Freezers.assertAsShown(lab.engine().containers(), server.cgroups(LAB));
        await().atMost(PATIENCE).untilAsserted(() -> assertNothingHalf(lab));
        assertUsable(lab);
        if (outcome.isDone("lab") && !outcome.isBegun("unlab")) {
            OtherLab.assertOldOrNew(server.hosts(), server.data(), outcome);
        }
        if (outcome.isBegun("lab")) {
            assertLabCanBeMade();
        }
        tidyUp();
        await().atMost(PATIENCE).untilAsserted(this::assertNothingLeft);
    }

    /** The doomed container is gone, and with it its execs. */
    private void assertNothingLeft() throws IOException {
        assertThat(census()).isEqualTo(before);
        try (LabDisk disk = server.disk(LAB)) {
            assertThat(Listing.files(disk.root().resolve("logs"))).isEqualTo(Set.of(keeper.id() + ".log"));
        }
    }

    private static Optional<Container> doomed(Containers containers) {
        return containers.list(ContainerFilter.ALL).stream()
                .filter(container -> container.name().equals(ContainerLife.CONTAINER))
                .findFirst();
    }

    private void assertAcknowledged(Outcome outcome, Engine engine) {
        Optional<Container> found = doomed(engine.containers());
        if (outcome.isDone("remove")) {
            assertThat(found).isEmpty();
        } else if (outcome.isDone("create") && !outcome.isBegun("remove")) {
            assertThat(found).isPresent();
        }
        found.ifPresent(container -> {
            boolean isPausedByUser = outcome.isBegun("pause") && !outcome.isDone("unpause");
            if (outcome.isDone("start") && !outcome.isBegun("stop") && !isPausedByUser) {
                // And not paused, although an image may have been in the making.
                assertThat(container.state()).isInstanceOf(ContainerState.Running.class);
            }
            if (outcome.isDone("start") && !outcome.isBegun("stop")) {
                assertThat(container.isRunning()).isTrue();
            }
            if (outcome.isDone("stop")) {
                assertThat(container.state()).isInstanceOf(ContainerState.Exited.class);
            }
            if (outcome.isDone("pause") && !outcome.isBegun("unpause")) {
                assertThat(container.state()).isInstanceOf(ContainerState.Paused.class);
            }
        });
        if (outcome.isDone("commit")) {
            assertThat(engine.images().find(ContainerLife.IMAGE).id()).isNotIn(given);
        }
        if (outcome.isDone("lab") && !outcome.isBegun("restore")) {
            assertThat(server.hosts().find(OTHER)).isPresent();
        }
    }

    /** Everything that belongs to a container belongs to one that is known, and the other way round. */
    private void assertNothingHalf(LabHost lab) throws IOException {
        List<Container> all = lab.engine().containers().list(ContainerFilter.ALL);
        Set<String> ids = names(all.stream().map(container -> container.id().value()));
        Set<String> running = names(all.stream()
                .filter(Container::isRunning)
                .map(container -> container.id().value()));
        Path files = server.data().resolve("labs/lab");
        assertThat(Listing.files(files.resolve("layers"))).isEqualTo(ids);
        assertThat(Listing.files(files.resolve("engine/images")))
                .isEqualTo(names(Stream.concat(
                        Stream.of("initialised"),
                        lab.engine().images().list().stream().map(image -> record(image.id())))));
        assertThat(Listing.files(files.resolve("engine/containers")))
                .isEqualTo(names(ids.stream().map(id -> id + ".json")));
        for (Path group : server.cgroups(LAB)) {
            Path docker = group.resolve("docker");
            if (Files.exists(docker)) {
                assertThat(Listing.directories(docker)).isEqualTo(running);
            }
        }
        try (LabDisk disk = server.disk(LAB)) {
            VolumeInvariants.check(lab.engine().volumes(), ids, files.resolve("engine"), disk.root());
            assertThat(Listing.files(disk.root().resolve("containers"))).isEqualTo(ids);
            assertThat(Listing.files(disk.root().resolve("logs")))
                    .containsAll(names(ids.stream().map(id -> id + ".log")));
            assertThat(Listing.files(disk.root().resolve("trash"))).isEmpty();
        }
        for (String passing : List.of("trash", "layers/trash", "layers/incoming")) {
            assertThat(Listing.files(server.data().resolve(passing))).isEmpty();
        }
        assertThat(Listing.files(server.data().resolve("blobs/sha256"))).noneMatch(name -> name.startsWith("."));
        assertNoHalfLab();
    }

    /** What is only for a run belongs to a lab that runs. */
    private void assertNoHalfLab() throws IOException {
        Set<String> running =
                names(server.hosts().list().stream().map(host -> host.id().value()));
        assertThat(Listing.files(server.data().resolve("run"))).isEqualTo(running);
        for (Path group : server.cgroups(LAB)) {
            assertThat(Listing.directories(Objects.requireNonNull(group.getParent())).stream()
                            .filter(name -> name.startsWith("lab-")))
                    .containsExactlyElementsOf(
                            running.stream().map(lab -> "lab-" + lab).toList());
        }
        Set<String> labs = Listing.files(server.data().resolve("labs"));
        try (Stream<Path> ranges = Files.list(server.data().resolve("uid-ranges"))) {
            assertThat(names(ranges.map(CrashIT::text))).isEqualTo(labs);
        }
    }

    /** Whatever state it was left in: it can be run and removed. */
    private static void assertUsable(LabHost lab) {
        Containers containers = lab.engine().containers();
        doomed(containers).ifPresent(container -> {
            String id = container.id().value();
            if (container.state() instanceof ContainerState.Paused) {
                containers.unpause(id);
            } else if (!container.isRunning()) {
                containers.start(id);
            }
            assertThat(containers.find(id).isRunning()).isTrue();
            containers.remove(id, true, true);
        });
    }

    private void assertLabCanBeMade() {
        LabHost other = server.hosts().start(OTHER);
        assertThat(Runs.output(other, HostConfig.DEFAULT, "echo", "works")).isEqualTo("works\n");
        server.hosts().remove(OTHER);
    }

    /**
     * With each container that is made, labd prepares one more child, up to a few: only their greatest number compares. The
     * name of the doomed one is free for one of them. Images cannot be removed yet.
     */
    private void tidyUp() throws IOException {
        Containers containers = lab().engine().containers();
        List<Container> made = IntStream.rangeClosed(0, SPARES)
                .mapToObj(number -> containers.create(
                        number == 0 ? Optional.of(ContainerLife.CONTAINER) : Optional.empty(),
                        Runs.config("busybox", "true"),
                        HostConfig.DEFAULT))
                .toList();
        made.forEach(container -> containers.remove(container.id().value(), false));
        for (Image image : lab().engine().images().list()) {
            if (!given.contains(image.id())) {
                Files.deleteIfExists(
                        server.data().resolve("labs/lab/engine/images").resolve(record(image.id())));
            }
        }
    }

    private static String record(ImageId id) {
        return "sha256-" + id.digest().hex() + ".json";
    }

    private LabHost lab() {
        return server.hosts().find(LAB).orElseThrow();
    }

    private Map<String, Long> census() {
        Map<String, Long> census = new TreeMap<>(Census.of(server.data(), LAB, server.labd(LAB)));
        census.remove(Census.CONNECTIONS);
        return census;
    }

    private static Set<String> names(Stream<String> names) {
        return names.collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
