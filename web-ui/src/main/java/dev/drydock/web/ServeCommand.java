package dev.drydock.web;

import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabRules;
import dev.drydock.web.preview.PreviewSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(name = "serve", description = "run the server")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, description = "where everything is kept")
    private Path data;

    @Option(names = "--listen", defaultValue = "127.0.0.1", description = "address to listen on")
    private String listen;

    @Option(names = "--port", defaultValue = "8080", description = "port to listen on; 0 for any free one")
    private int port;

    @Option(names = "--content", required = true, description = "folder with the courses")
    private Path content;

    @Option(names = "--labs", defaultValue = "500", description = "how many lab hosts may run at once")
    private int labs;

    @Option(names = "--hosts-per-student", defaultValue = "3", description = "how many lab hosts a student may have")
    private int hostsPerStudent;

    @Option(
            names = "--idle",
            defaultValue = "2h",
            converter = IdleTime.class,
            description = "end a lab host after this time without a user: 90m, 2h, 1d; 0 for never")
    private Duration idle;

    @Option(
            names = "--preview-domain",
            defaultValue = PreviewSettings.LOCAL,
            description = "every name below it must lead to this server: published ports are shown there")
    private String previewDomain;

    @Mixin
    private RegistryOptions registries;

    @Override
    public Integer call() throws IOException, InterruptedException {
        InetSocketAddress address = address();
        try (DataDirectory directory = DataDirectory.open(data)) {
            probe(address);
            CountDownLatch stopped = new CountDownLatch(1);
            App app = App.start(
                    directory,
                    new ServeOptions(
                            address, content, rules(), registries.settings(), previewDomain(), true, Optional.empty()),
                    stopped::countDown);
            endWith(app, stopped);
            spec.commandLine().getOut().println("Drydock is at http://" + host(address) + ":" + app.port());
            spec.commandLine().getOut().flush();
            stopped.await();
            app.close();
        }
        return 0;
    }

    /** A signal ends the process from this hook, `down` from the caller; closing the app twice is harmless. */
    private static void endWith(App app, CountDownLatch stopped) {
        Thread hook = Thread.ofPlatform().name("shutdown").unstarted(() -> {
            stopped.countDown();
            app.close();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private LabRules rules() {
        if (labs < 1) {
            throw new StartProblem("cannot run " + labs + " lab hosts: --labs takes a number from 1 on");
        }
        if (hostsPerStudent < 1 || hostsPerStudent > LabId.LAST) {
            throw new StartProblem("cannot give a student " + hostsPerStudent
                    + " lab hosts: --hosts-per-student takes a number from 1 to " + LabId.LAST);
        }
        return new LabRules(labs, hostsPerStudent, idle);
    }

    private String previewDomain() {
        if (!PreviewSettings.isDomain(previewDomain)) {
            throw new StartProblem("cannot show ports below \"" + previewDomain
                    + "\": --preview-domain takes a name such as labs.school.example");
        }
        return previewDomain;
    }

    private InetSocketAddress address() {
        if (port < 0 || port > 65535) {
            throw new StartProblem("cannot listen on port " + port + ": a port is a number from 0 to 65535");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(listen), port);
        } catch (UnknownHostException e) {
            throw new StartProblem("cannot listen on " + listen + ": it is no address of this machine");
        }
    }

    /** Says it before anything is started when the port cannot be had. */
    private static void probe(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new StartProblem("cannot listen on " + host(address) + ":" + address.getPort() + ": " + e.getMessage()
                    + "; choose another port with --port or another address with --listen");
        }
    }

    private static String host(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
