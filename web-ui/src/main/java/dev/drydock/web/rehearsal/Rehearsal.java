package dev.drydock.web.rehearsal;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts lab hosts of its own, and runs containers on one over its Docker socket, right after the start. Their first few
 * hundred starts are what makes a JVM fast; without it, the first students would wait for that. It is also a trial: a server
 * that cannot run containers says so in its log before a student finds out. It ends as soon as another lab host runs.
 */
public final class Rehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final LabId LAB = new LabId("drydock-rehearsal");
    private static final TerminalId TERMINAL = new TerminalId(1);
    private static final TerminalSize SIZE = new TerminalSize(24, 80);
    private static final int HOSTS = 15;
    private static final int ROUNDS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final Pattern ID = Pattern.compile("\"Id\":\\s*\"([0-9a-f]{64})\"");

    private static final String CREATE = """
            {"Image":"busybox","Cmd":["echo","rehearsed"],"AttachStdout":true,"AttachStderr":true,\
            "HostConfig":{"AutoRemove":true}}""";
    private static final String SLEEPER = """
            {"Image":"busybox","Cmd":["sleep","1000"]}""";
    private static final String EXEC = """
            {"AttachStdout":true,"AttachStderr":true,"Cmd":["echo","rehearsed"]}""";

    private final LabHosts labs;
    private final int hosts;
    private final int rounds;
    private final Thread thread;
    private volatile boolean isStopped;

    public Rehearsal(LabHosts labs) {
        this(labs, HOSTS, ROUNDS);
    }

    Rehearsal(LabHosts labs, int hosts, int rounds) {
        this.labs = labs;
        this.hosts = hosts;
        this.rounds = rounds;
        this.thread = Thread.ofPlatform().daemon().name("rehearsal").unstarted(this::run);
    }

    /** Begins it, unless lab hosts run already: their students come first. */
    public void start() {
        if (labs.list().isEmpty()) {
            thread.start();
        }
    }

    private void run() {
        long begin = System.nanoTime();
        try {
            long end = begin + LIMIT.toNanos();
            int started = rehearseHosts(end);
            int ran = goesOn(0, end) ? rehearse(labs.start(LAB), end) : 0;
            LOG.info(
                    "rehearsed {} lab hosts and {} containers in {} ms",
                    started,
                    ran,
                    (System.nanoTime() - begin) / 1_000_000);
        } catch (EngineException | IOException e) {
            LOG.error("the rehearsal failed, students may meet this, too: {}", e.getMessage());
        } finally {
            removeQuietly();
        }
    }

    /** @param own lab hosts of the rehearsal that run: with any other, somebody needs the machine */
    private boolean goesOn(int own, long end) {
        return !isStopped && labs.list().size() == own && System.nanoTime() < end;
    }

    /** Lets lab hosts come to their prompt and go; how many there were. */
    private int rehearseHosts(long end) throws IOException {
        int done = 0;
        while (done < hosts && goesOn(0, end)) {
            LabHost host = labs.start(LAB);
            try (Attachment shell = host.openTerminal(TERMINAL, SIZE);
                    EngineClient client = new EngineClient(host.engineSocket())) {
                awaitPrompt(shell);
                client.call("GET", "/_ping", "");
            }
            labs.remove(LAB);
            done++;
        }
        return done;
    }

    private static void awaitPrompt(Attachment shell) throws IOException {
        boolean isThere = false;
        while (!isThere) {
            switch (shell.read()) {
                case StreamEvent.Output _ -> isThere = true;
                case StreamEvent.CaughtUp _ -> LOG.trace("there is no prompt yet");
                case StreamEvent.Ended _ -> throw new IOException("the shell of a lab host ended");
            }
        }
    }

    /** Runs containers until there were enough, the time is over or somebody needs the machine; how many there were. */
    private int rehearse(LabHost host, long end) throws IOException {
        Path socket = host.engineSocket();
        try (EngineClient client = new EngineClient(socket)) {
            String sleeper = id(client.call("POST", "/containers/create", SLEEPER));
            client.call("POST", "/containers/" + sleeper + "/start", "");
            int done = 0;
            while (done < rounds && goesOn(1, end)) {
                runContainer(client, socket);
                runExec(client, socket, sleeper);
                done++;
            }
            return done;
        }
    }

    /** What the docker client asks for at {@code docker run --rm}. */
    private static void runContainer(EngineClient client, Path socket) throws IOException {
        client.call("GET", "/_ping", "");
        String id = id(client.call("POST", "/containers/create", CREATE));
        try (EngineClient attached = new EngineClient(socket);
                EngineClient waiting = new EngineClient(socket)) {
            attached.upgrade("/containers/" + id + "/attach?stream=1&stdout=1&stderr=1", "");
            waiting.send("POST", "/containers/" + id + "/wait?condition=removed", "", "");
            EngineClient.Head head = waiting.head();
            client.call("POST", "/containers/" + id + "/start", "");
            check(attached.drain(), "a container");
            waiting.body(head);
        }
    }

    /** The same at {@code docker exec}. */
    private static void runExec(EngineClient client, Path socket, String container) throws IOException {
        client.call("GET", "/containers/" + container + "/json", "");
        String id = id(client.call("POST", "/containers/" + container + "/exec", EXEC));
        try (EngineClient attached = new EngineClient(socket)) {
            attached.upgrade("/exec/" + id + "/start", "{\"Detach\":false,\"Tty\":false}");
            check(attached.drain(), "an added process");
        }
        client.call("GET", "/exec/" + id + "/json", "");
    }

    private static void check(long bytes, String writer) throws IOException {
        if (bytes == 0) {
            throw new IOException("the output of " + writer + " was lost");
        }
    }

    private static String id(String answer) throws IOException {
        Matcher matcher = ID.matcher(answer);
        if (!matcher.find()) {
            throw new IOException("the engine answered without an id: " + answer);
        }
        return matcher.group(1);
    }

    private void removeQuietly() {
        try {
            labs.remove(LAB);
        } catch (EngineException e) {
            LOG.warn("the lab host of the rehearsal is not removed: {}", e.getMessage());
        }
    }

    /** Ends it and waits until nothing is left of it. */
    @Override
    public void close() {
        isStopped = true;
        awaitEnd();
    }

    /** Returns when nothing is left of it. */
    void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
