import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long each peer takes for each of several things, by the docker command. */
final class Figures {
    private final Map<String, Map<String, long[]>> figures = new LinkedHashMap<>();
    private final Path said;
    private final int runs;

    /** @param said file for what commands say */
    Figures(Path said, int runs) {
        this.said = said;
        this.runs = runs;
    }

    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** @param run from 0; one before the first is for practice */
    void note(String figure, Peer peer, int run, Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        if (run >= 0) {
            figures.computeIfAbsent(figure, _ -> new LinkedHashMap<>())
                            .computeIfAbsent(peer.name(), _ -> new long[runs])[run] =
                    System.nanoTime() - start;
        }
    }

    void docker(Peer peer, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("env", "DOCKER_BUILDKIT=0", "docker", "-H", "unix://" + peer.socket()));
        command.addAll(List.of(arguments));
        Processes.run(said, command.toArray(String[]::new));
    }

    String table() {
        StringBuilder table = new StringBuilder("ms                               min       p50       p95   times Drydock\n");
        figures.forEach((figure, values) -> {
            double own = new Samples(values.get("drydock")).percentile(0.5);
            values.forEach((peer, times) -> {
                Samples samples = new Samples(times);
                table.append(String.format(
                        Locale.ROOT, "%-14s %-12s %s %9.2f%n", figure, peer, samples.row(), samples.percentile(0.5) / own));
            });
        });
        return table.toString();
    }
}
