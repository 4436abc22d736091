package dev.drydock.core.container;

import static dev.drydock.core.container.RuntimeSpecs.process;
import static dev.drydock.core.container.RuntimeSpecs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.id.RandomIds;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every container runtime does. The containers' root file system is busybox's or one that looks like it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ContainerRuntimeContract {
    private static final AttachRequest ALL = new AttachRequest(true, true, true, true);
    private final RandomIds ids = new RandomIds();
    private final Map<ProcessId, CompletableFuture<ExitStatus>> ends = new ConcurrentHashMap<>();
    private ContainerRuntime runtime;

    /** The runtime under test; nobody listens to it yet. */
    protected abstract ContainerRuntime runtime();

    /** Makes the writable layer of a new container. */
    protected abstract ContainerId newContainer();

    @BeforeEach
    void listen() {
        runtime = runtime();
        runtime.onExit((process, status) -> end(process).complete(status));
    }

    private CompletableFuture<ExitStatus> end(ProcessId process) {
        return ends.computeIfAbsent(process, _ -> new CompletableFuture<>());
    }

    private ExitStatus awaitEnd(ProcessId process) throws InterruptedException, ExecutionException, TimeoutException {
        return end(process).get(30, TimeUnit.SECONDS);
    }

    private ContainerId created() {
        ContainerId id = newContainer();
        runtime.create(id, LogConfig.LIMIT);
        return id;
    }

    private StartedProcess exec(ContainerId container, ExecId id, ProcessSpec process) {
        return runtime.exec(new ExecSpec(container, id, process, Security.DEFAULT, List.of()));
    }

    private StartedProcess start(ContainerId id, String... arguments) {
        return runtime.start(spec(id, process(false, true, arguments)));
    }

    private ContainerId started(String... arguments) {
        ContainerId id = created();
        start(id, arguments);
        return id;
    }

    private void kill(ProcessId id) throws Exception {
        runtime.kill(id, Signal.KILL);
        awaitEnd(id);
    }

    @Test
    void anUnknownProcessHasNoState() {
        assertThat(runtime.state(new ContainerId(ids.next()))).isEmpty();
    }

    @Test
    void aCreatedContainerHasNotStarted() {
        ContainerId id = created();
        runtime.create(id, LogConfig.LIMIT);

        assertThat(runtime.state(id)).contains(new ProcessState.NotStarted());
    }

    @Test
    void aRunningContainerHasItsPidAndStartTime() throws Exception {
        ContainerId id = created();
        StartedProcess started = start(id, "cat");

        assertThat(started.pid()).isPositive();
        assertThat(runtime.state(id)).contains(new ProcessState.Running(started.pid(), started.startedAt()));
        kill(id);
    }

    @Test
    void tellsOfTheEndWithTheExitCode() throws Exception {
        ContainerId id = started("sh", "-c", "exit 7");

        assertThat(awaitEnd(id).code()).isEqualTo(7);
        assertThat(runtime.state(id))
                .get()
                .asInstanceOf(type(ProcessState.Ended.class))
                .extracting(ProcessState.Ended::status)
                .isEqualTo(awaitEnd(id));
    }

    /** The engine takes an end before the start for that of an earlier run. */
    @Test
    void theEndIsNotBeforeTheStart() throws Exception {
        Callable<Boolean> run = () -> {
            ContainerId id = created();
            StartedProcess started = start(id, "true");
            return awaitEnd(id).finishedAt().isBefore(started.startedAt());
        };
        try (ExecutorService four = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> isBefore : four.invokeAll(Collections.nCopies(100, run))) {
                assertThat(isBefore.get()).isFalse();
            }
        }
    }

    @Test
    void aKilledContainerEndsWith137() throws Exception {
        ContainerId id = started("sleep", "1000");
        runtime.kill(id, Signal.KILL);

        assertThat(awaitEnd(id).code()).isEqualTo(137);
        assertThatCode(() -> runtime.kill(id, Signal.KILL)).doesNotThrowAnyException();
    }

    @Test
    void anAttachmentBeforeTheStartMissesNothing() throws Exception {
        ContainerId id = created();
        Attachment attachment = runtime.attach(id, new AttachRequest(false, true, false, true));
        assertThat(attachment.read()).isInstanceOf(StreamEvent.CaughtUp.class);
        start(id, "echo", "hello");

        assertThat(StreamText.drain(attachment).out()).isEqualTo("hello\n");
    }

    @Test
    void keepsOutputAndErrorsApart() throws Exception {
        ContainerId id = created();
        Attachment attachment = runtime.attach(id, ALL);
        start(id, "sh", "-c", "echo out; echo err >&2");

        StreamText text = StreamText.drain(attachment);
        assertThat(text.out()).isEqualTo("out\n");
        assertThat(text.error()).isEqualTo("err\n");
    }

    @Test
    void keptOutputIsReadAfterTheEnd() throws Exception {
        ContainerId id = started("echo", "kept");
        awaitEnd(id);
        try (Attachment attachment = runtime.attach(id, ALL)) {
            assertThat(attachment.read())
                    .asInstanceOf(type(StreamEvent.Output.class))
                    .satisfies(output -> assertThat(output.stream()).isEqualTo(StreamType.STDOUT));
            assertThat(attachment.read()).isInstanceOf(StreamEvent.CaughtUp.class);
            assertThat(attachment.read()).isInstanceOf(StreamEvent.Ended.class);
        }
    }

    @Test
    void withoutFollowingItEndsAtTheKeptOutput() throws Exception {
        ContainerId id = created();
        start(id, "cat");
        try (Attachment other = runtime.attach(id, ALL)) {
            other.write(StreamText.bytes("line\n"));
            StreamText.awaitText(other, "line\n");
        }
        Attachment attachment = runtime.attach(id, new AttachRequest(true, false, false, false));

        assertThat(StreamText.drain(attachment).out()).isEqualTo("line\n");
        kill(id);
    }

    @Test
    void fromNowOnLeavesOutWhatWasWrittenBefore() throws Exception {
        ContainerId id = started("cat");
        try (Attachment first = runtime.attach(id, ALL);
                Attachment second = late(id, first)) {
            first.write(StreamText.bytes("new\n"));
            first.closeInput();

            assertThat(StreamText.drain(second).out()).isEqualTo("new\n");
        }
        awaitEnd(id);
    }

    private Attachment late(ContainerId id, Attachment first) throws IOException {
        first.write(StreamText.bytes("old\n"));
        StreamText.awaitText(first, "old\n");
        return runtime.attach(id, new AttachRequest(false, true, false, true));
    }

    @Test
    void inputGoesToTheProcessAndItsEndToo() throws Exception {
        ContainerId id = started("cat");
        Attachment attachment = runtime.attach(id, ALL);
        attachment.write(StreamText.bytes("one\n"));
        attachment.write(StreamText.bytes("two\n"));
        attachment.closeInput();

        assertThat(StreamText.drain(attachment).out()).isEqualTo("one\ntwo\n");
        assertThat(awaitEnd(id).code()).isZero();
    }

    @Test
    void inputBeforeTheStartIsKept() throws Exception {
        ContainerId id = created();
        Attachment attachment = runtime.attach(id, ALL);
        attachment.write(StreamText.bytes("early\n"));
        attachment.closeInput();
        start(id, "cat");

        assertThat(StreamText.drain(attachment).out()).isEqualTo("early\n");
    }

    @Test
    void withoutInputTheProcessReadsTheEndAtOnce() throws Exception {
        ContainerId id = created();
        runtime.start(spec(id, process(false, false, "cat")));

        assertThat(awaitEnd(id).code()).isZero();
    }

    @Test
    void aTerminalShowsLinesAndHasOneStream() throws Exception {
        ContainerId id = created();
        Attachment attachment = runtime.attach(id, new AttachRequest(true, true, false, true));
        runtime.start(spec(id, process(true, true, "sh", "-c", "echo out; echo err >&2")));

        StreamText text = StreamText.drain(attachment);
        assertThat(text.out()).isEqualTo("out\r\nerr\r\n");
        assertThat(text.error()).isEmpty();
    }

    @Test
    void controlDEndsTheInputOfATerminal() throws Exception {
        ContainerId id = created();
        Attachment attachment = runtime.attach(id, ALL);
        runtime.start(spec(id, process(true, true, "cat")));
        runtime.resize(id, new TerminalSize(40, 120));
        attachment.write(StreamText.bytes("typed\n"));
        StreamText.awaitText(attachment, "typed\r\ntyped\r\n");
        attachment.write(StreamText.bytes("\u0004"));

        assertThat(awaitEnd(id).code()).isZero();
        attachment.close();
    }

    @Test
    void aSlowLosslessClientGetsEveryByte() throws Exception {
        ContainerId id = started("cat");
        byte[] sent = new byte[5 << 20];
        new Random(1).nextBytes(sent);
        Attachment attachment = runtime.attach(id, ALL);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> StreamText.writeAll(attachment, sent));
        CompletableFuture<Void> reading = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                assertThat(StreamText.drain(attachment).outBytes()).isEqualTo(sent);
                reading.complete(null);
            } catch (IOException | AssertionError e) {
                reading.completeExceptionally(e);
            }
        });

        reading.get(50, TimeUnit.SECONDS);
        writing.get(1, TimeUnit.SECONDS);
        reader.join();
        awaitEnd(id);
    }

    @Test
    void closingWakesAReaderAndTheProcessGoesOn() throws Exception {
        ContainerId id = started("cat");
        Attachment attachment = runtime.attach(id, new AttachRequest(false, true, false, true));
        CompletableFuture<Throwable> woken = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                StreamText.drain(attachment);
            } catch (IOException e) {
                woken.complete(e);
            }
        });
        attachment.close();

        assertThat(woken.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        reader.join();
        assertThat(runtime.state(id)).get().isInstanceOf(ProcessState.Running.class);
        kill(id);
    }

    @Test
    void aProgramThatIsNotOnThePathIsA127() {
        ContainerId id = created();

        assertThatThrownBy(() -> start(id, "nope"))
                .asInstanceOf(type(StartFailure.class))
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(127))
                .extracting(Throwable::getMessage)
                .isEqualTo("exec: \"nope\": executable file not found in $PATH: unknown");
        assertThat(runtime.state(id)).contains(new ProcessState.NotStarted());
    }

    @Test
    void aPathThatDoesNotExistIsA127() {
        ContainerId id = created();

        assertThatThrownBy(() -> start(id, "/no/such"))
                .asInstanceOf(type(StartFailure.class))
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(127))
                .extracting(Throwable::getMessage)
                .isEqualTo("exec: \"/no/such\": stat /no/such: no such file or directory: unknown");
    }

    @Test
    void aFailedStartCanBeFollowedByAGoodOne() throws Exception {
        ContainerId id = created();
        assertThatThrownBy(() -> start(id, "nope")).isInstanceOf(StartFailure.class);
        start(id, "true");

        assertThat(awaitEnd(id).code()).isZero();
    }

    @Test
    void anEndedContainerStartsAgainAndItsOutputIsKept() throws Exception {
        ContainerId id = started("echo", "first");
        awaitEnd(id);
        ends.remove(id);
        start(id, "echo", "second");
        awaitEnd(id);

        assertThat(StreamText.drain(runtime.attach(id, ALL)).out()).isEqualTo("first\nsecond\n");
    }

    @Test
    void anExecRunsInTheContainer() throws Exception {
        ContainerId id = started("cat");
        ExecId exec = new ExecId(ids.next());
        StartedProcess process = exec(id, exec, process(false, false, "sh", "-c", "echo inside; exit 3"));

        assertThat(process.pid()).isPositive();
        assertThat(StreamText.drain(runtime.attach(exec, ALL)).out()).isEqualTo("inside\n");
        assertThat(awaitEnd(exec).code()).isEqualTo(3);
        assertThat(runtime.state(id)).get().isInstanceOf(ProcessState.Running.class);
        kill(id);
    }

    @Test
    void anExecOfAMissingProgramIsA127() throws Exception {
        ContainerId id = started("cat");

        assertThatThrownBy(() -> exec(id, new ExecId(ids.next()), process(false, false, "nope")))
                .asInstanceOf(type(StartFailure.class))
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(127))
                .extracting(Throwable::getMessage)
                .isEqualTo("exec: \"nope\": executable file not found in $PATH: unknown");
        kill(id);
    }

    @Test
    void execsEndWithTheirContainer() throws Exception {
        ContainerId id = started("cat");
        ExecId exec = new ExecId(ids.next());
        exec(id, exec, process(false, true, "sleep", "1000"));
        kill(id);

        assertThat(awaitEnd(exec).code()).isEqualTo(137);
    }

    @Test
    void aFrozenContainerAnswersAfterItsThaw() throws Exception {
        ContainerId id = started("cat");
        try (Attachment attachment = runtime.attach(id, ALL)) {
            runtime.pause(id);
            attachment.write(StreamText.bytes("cold\n"));
            assertThat(runtime.state(id)).get().isInstanceOf(ProcessState.Running.class);
            runtime.resume(id);

            StreamText.awaitText(attachment, "cold\n");
        }
        kill(id);
    }

    @Test
    void aFrozenContainerThatWasKilledEndsAtTheLatestWithItsThaw() throws Exception {
        ContainerId id = started("cat");
        runtime.pause(id);
        runtime.kill(id, Signal.KILL);
        runtime.resume(id);

        assertThat(awaitEnd(id).code()).isEqualTo(137);
    }

    @Test
    void tellsTheLimitsOfARunningContainerAndTakesOthers() throws Exception {
        ContainerId id = created();
        runtime.start(spec(id, process(false, true, "cat"), limited(64 << 20, 20)));
        assertThat(runtime.stats(id).memory().limit()).isEqualTo(64 << 20);
        assertThat(runtime.stats(id).pids().limit()).isEqualTo(20);

        runtime.update(id, limited(96 << 20, 30));

        assertThat(runtime.stats(id).memory().limit()).isEqualTo(96 << 20);
        assertThat(runtime.stats(id).pids()).isEqualTo(new ContainerStats.Pids(1, 30));
        kill(id);
    }

    private static Resources limited(long memory, long pids) {
        return new Resources(memory, 0, 0, -1, 0, 0, 0, 0, "", "", pids, 0, false, List.of());
    }

    @Test
    void listsTheProcessesOfAContainer() throws Exception {
        ContainerId id = created();
        int first = start(id, "cat").pid();
        ExecId exec = new ExecId(ids.next());
        int second = exec(id, exec, process(false, true, "sleep", "1000")).pid();

        assertThat(runtime.processes(id)).extracting(ContainerProcess::pid).containsExactlyInAnyOrder(first, second);
        assertThat(runtime.processes(id).stream().filter(process -> process.pid() == second))
                .singleElement()
                .satisfies(process -> assertThat(process.arguments()).containsExactly("sleep", "1000"));
        kill(id);
        awaitEnd(exec);
    }

    @Test
    void aContainerThatDoesNotRunHasNeitherUsageNorProcesses() {
        ContainerId id = created();

        assertThatThrownBy(() -> runtime.stats(id)).isInstanceOf(EngineException.Conflict.class);
        assertThatThrownBy(() -> runtime.processes(id)).isInstanceOf(EngineException.Conflict.class);
        assertThatThrownBy(() -> runtime.update(id, Resources.DEFAULT)).isInstanceOf(EngineException.Conflict.class);
    }

    @Test
    void aDeletedProcessIsUnknown() throws Exception {
        ContainerId id = started("true");
        awaitEnd(id);
        runtime.delete(id);
        runtime.delete(id);

        assertThat(runtime.state(id)).isEmpty();
    }

    @Test
    void aRunningProcessIsNotDeleted() throws Exception {
        ContainerId id = started("cat");

        assertThatThrownBy(() -> runtime.delete(id)).isInstanceOf(EngineException.class);
        assertThat(runtime.state(id)).get().isInstanceOf(ProcessState.Running.class);
        kill(id);
    }
}
