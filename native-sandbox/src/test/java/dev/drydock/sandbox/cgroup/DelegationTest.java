package dev.drydock.sandbox.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On plain files with the names of control files. */
class DelegationTest {
    @TempDir
    private Path current;

    private Delegation delegation;

    @BeforeEach
    void makeFiles() throws IOException {
        delegation = new Delegation(current, current.resolve("drydock-0123456789ab"), Set.of("cpu", "memory"));
        Files.writeString(current.resolve("cgroup.type"), "domain\n");
        Files.writeString(current.resolve("cgroup.subtree_control"), "\n");
    }

    private void processes(long... numbers) throws IOException {
        StringBuilder text = new StringBuilder();
        for (long number : numbers) {
            text.append(number).append('\n');
        }
        Files.writeString(current.resolve("cgroup.procs"), text);
    }

    @Test
    void theServerAndWhatItStartedAreInNobodysWay() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sleep", "100").start();
        processes(ProcessHandle.current().pid(), child.pid());

        assertThat(delegation.obstacle()).isEmpty();

        child.destroyForcibly().waitFor();
    }

    @Test
    void aStrangerIsNamedWithWhatToDo() throws IOException {
        processes(ProcessHandle.current().pid(), 1);

        assertThat(delegation.obstacle())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains(current + " (1)").contains("systemd-run --scope"));
    }

    @Test
    void nothingIsInTheWayOfWhatIsPassedOnAlready() throws IOException {
        processes(1);
        Files.writeString(current.resolve("cgroup.subtree_control"), "cpu io memory\n");

        assertThat(delegation.obstacle()).isEmpty();
    }

    @Test
    void theRootMayHoldProcesses() throws IOException {
        processes(1);
        Files.delete(current.resolve("cgroup.type"));

        assertThat(delegation.obstacle()).isEmpty();
    }
}
