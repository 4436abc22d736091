package dev.drydock.web;

import dev.drydock.sandbox.doctor.Doctor;
import dev.drydock.sandbox.doctor.Probe;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says line by line what this machine can and cannot do; ends with 1 when lab hosts cannot run here. */
@Command(name = "doctor", description = "what this machine can and cannot do")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, description = "where everything is kept")
    private Path data;

    @Override
    public Integer call() {
        List<Probe> probes = new Doctor(data.toAbsolutePath()).examine();
        for (Probe probe : probes) {
            String line =
                    String.format(Locale.ROOT, "%-8s %-18s %s", probe.level().word(), probe.name(), probe.sentence());
            spec.commandLine().getOut().println(line);
        }
        return probes.stream().anyMatch(probe -> probe.level() == Probe.Level.MISSING) ? 1 : 0;
    }
}
