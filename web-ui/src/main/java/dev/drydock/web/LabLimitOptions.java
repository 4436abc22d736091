package dev.drydock.web;

import dev.drydock.sandbox.cgroup.LabLimits;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say what each lab host may use of the machine. */
final class LabLimitOptions {
    /** Less does not hold a shell, the docker client and a container. */
    private static final long LEAST_MEMORY = 64L << 20;

    /** Less is a quota that the kernel refuses. */
    private static final double LEAST_CPUS = 0.01;

    @Option(
            names = "--lab-memory",
            defaultValue = "1g",
            converter = MemorySize.class,
            description = "memory of a lab host: 512m, 2g; 0 for no limit")
    private long memory;

    @Option(
            names = "--lab-cpus",
            defaultValue = "1",
            converter = Processors.class,
            description = "processors of a lab host: 0.5 is half of one; 0 for no limit")
    private double cpus;

    /** A number of processors and parts of one. */
    static final class Processors implements ITypeConverter<Double> {
        private static final Pattern FORM = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");

        @Override
        public Double convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no number of processors: write one such as 2 or 0.5; 0 for no limit");
            }
            return Double.valueOf(text);
        }
    }

    /** @throws StartProblem when a lab host could not work with so little */
    LabLimits limits() {
        if (memory != 0 && memory < LEAST_MEMORY) {
            throw new StartProblem("a lab host does not work with " + memory
                    + " bytes of memory: --lab-memory takes 64m or more, or 0 for no limit");
        }
        if (cpus != 0 && cpus < LEAST_CPUS) {
            throw new StartProblem("a lab host does not work with " + cpus
                    + " processors: --lab-cpus takes 0.01 or more, or 0 for no limit");
        }
        return new LabLimits(memory, LabLimits.DEFAULT.pids(), cpus);
    }
}
