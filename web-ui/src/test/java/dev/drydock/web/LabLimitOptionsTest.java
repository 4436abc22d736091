package dev.drydock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.sandbox.cgroup.LabLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LabLimitOptionsTest {
    private static LabLimits limits(String... arguments) {
        return CommandLine.populateCommand(new LabLimitOptions(), arguments).limits();
    }

    @Test
    void withoutThemItIsTheDefault() {
        assertThat(limits()).isEqualTo(LabLimits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"65536k,67108864", "512m,536870912", "2g,2147483648", "0,0"})
    void memoryIsWrittenAsPeopleDo(String text, long bytes) {
        assertThat(limits("--lab-memory", text).memoryBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.5", "2,2", "0,0"})
    void processorsMayBeParts(String text, double cpus) {
        assertThat(limits("--lab-cpus", text).cpus()).isEqualTo(cpus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.5g", "-1m", "1t", "9999999999g"})
    void whatIsNoSizeIsExplained(String text) {
        assertThatThrownBy(() -> limits("--lab-memory=" + text))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("is no size: write a whole number with k, m or g, such as 512m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "NaN", "Infinity", "1..2", "1e3", "one"})
    void whatIsNoNumberOfProcessorsIsExplained(String text) {
        assertThatThrownBy(() -> limits("--lab-cpus=" + text))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("is no number of processors: write one such as 2 or 0.5; 0 for no limit");
    }

    @Test
    void tooLittleIsExplained() {
        assertThatThrownBy(() -> limits("--lab-memory=63m"))
                .isInstanceOf(StartProblem.class)
                .hasMessage("a lab host does not work with 66060288 bytes of memory:"
                        + " --lab-memory takes 64m or more, or 0 for no limit");
        assertThatThrownBy(() -> limits("--lab-cpus=0.001"))
                .isInstanceOf(StartProblem.class)
                .hasMessage("a lab host does not work with 0.001 processors:"
                        + " --lab-cpus takes 0.01 or more, or 0 for no limit");
    }
}
