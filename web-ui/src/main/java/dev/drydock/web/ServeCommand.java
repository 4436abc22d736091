package dev.drydock.web;

import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabRules;
import dev.drydock.lessons.format.Courses;
import dev.drydock.web.preview.PreviewSettings;
import dev.drydock.web.shelf.LessonShelf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(name = "serve", description = "run the server")
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

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
    private LabLimitOptions limits;

    @Mixin
    private RegistryOptions registries;

    @Mixin
    private EgressOptions egress;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ListenAddress address = ListenAddress.of(listen, port);
        try (DataDirectory directory = DataDirectory.open(data)) {
            address.probe();
            CountDownLatch stopped = new CountDownLatch(1);
            App app = App.start(
                    directory,
                    new ServeOptions(
                            address.socket(),
                            shelf(),
                            rules(),
                            limits.limits(),
                            registries.settings(),
                            egress.rules(),
                            previewDomain(),
                            true,
                            Optional.empty()),
                    stopped::countDown);
            endWith(app, stopped);
            spec.commandLine().getOut().println("Drydock is at " + address.url(app.port()));
            spec.commandLine().getOut().flush();
            stopped.await();
            app.close();
        }
        return 0;
    }

    private LessonShelf shelf() {
        Courses courses = Courses.load(content);
        courses.problems().forEach(problem -> LOG.warn("{}", problem));
        return LessonShelf.of(courses);
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
}
