package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.LabHost;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in a process of its own that takes up the labs of a data directory and goes through the life of a container and
 * of a lab, unless somebody stops it on the way. It says what it begins and what it has done, a line each.
 */
final class DoomedServer {
    /** Whether the life of a container begins anew until somebody kills the server. */
    static final String ENDLESSLY = "-Ddrydock.test.endlessly=true";

    /** Whether it takes more and more memory from the second life on. */
    static final String GREEDILY = "-Ddrydock.test.greedily=true";

    private static final int MOST_MEGABYTES = 1024;

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private DoomedServer() {}

    static TestServer.Setup setup() {
        return TestServer.Setup.DEFAULT.withClient(Path.of("/bin/busybox"));
    }

    /**
     * The command of such a server.
     *
     * @param options of its virtual machine
     */
    static List<String> command(Path data, String... options) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(List.of(options));
        command.addAll(List.of(DoomedServer.class.getName(), data.toString()));
        return command;
    }

    static void main(String[] arguments) {
        TestServer server = TestServer.start(Path.of(arguments[0]), setup());
        server.hosts().adopt();
        LabHost lab = server.hosts().find(CrashIT.LAB).orElseThrow();
        SuddenEnd.arm();
        ContainerLife life = new ContainerLife(OUT::println);
        do {
            life.run(lab.engine().containers());
            if (Boolean.getBoolean("drydock.test.greedily")) {
                Thread.ofPlatform().daemon().start(DoomedServer::eat);
            }
        } while (Boolean.getBoolean("drydock.test.endlessly"));
        life.step("lab", () -> server.hosts().start(CrashIT.OTHER));
        life.step("keep", () -> OtherLab.keep(server.hosts()));
        life.step("restore", () -> OtherLab.restore(server.hosts()));
        life.step("unlab", () -> server.hosts().remove(CrashIT.OTHER));
        Runtime.getRuntime().halt(0);
    }

    /** Outside of the heap, whose end would only be an exception; not more than a machine can spare. */
    private static void eat() {
        for (int megabytes = 0; megabytes < MOST_MEGABYTES; megabytes++) {
            Arena.global().allocate(1 << 20).fill((byte) 1);
        }
        Runtime.getRuntime().halt(1);
    }
}
