package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.LabId;
import dev.drydock.core.network.NetworkDriver;
import dev.drydock.core.network.NetworkDriverContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("kernel")
class LinuxNetworkDriverIT extends NetworkDriverContract {
    private static final LabId LAB = new LabId("contract");

    private TestServer server;

    @BeforeEach
    void startServer() {
        server = TestServer.start();
        server.startBare(LAB);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    protected NetworkDriver driver() {
        return server.bare(LAB).networks();
    }

    /** As the kernel lists the devices of the lab host's network namespace. */
    @Override
    protected Set<String> bridges() {
        long labd = Records.read(server.data().resolve("run/contract/run.json"), RunRecord.class)
                .pid();
        try {
            return Files.readAllLines(Path.of("/proc/" + labd + "/net/dev")).stream()
                    .filter(line -> line.contains(":"))
                    .map(line -> line.substring(0, line.indexOf(':')).strip())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
