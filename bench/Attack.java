import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long one student waits for the prompt while another uses up all that a lab host may have. Each attack
 * runs in a lab host of its own, stays below that lab's limits, and ends with it.
 */
public final class Attack {
    private static final String BOMB = "bomb() { bomb | bomb & bomb; }; (bomb) 2> /dev/null & sleep 1000";

    /** What a student could type; each goes on until its lab host is removed. */
    private static final Map<String, String> CASES = new LinkedHashMap<>();

    static {
        CASES.put("nothing", "sleep 1000");
        CASES.put("fork bomb", BOMB);
        CASES.put("memory", "while :; do tail /dev/zero; done 2> /dev/null");
        CASES.put("memory of files", "while :; do for d in /tmp /dev/shm; do dd if=/dev/zero of=$d/f bs=1M; done; done 2> /dev/null");
        CASES.put("processors", "for i in $(seq 64); do (while :; do :; done) & done; wait");
        CASES.put("disk", "while :; do dd if=/dev/zero of=/root/f bs=1M; sync; rm /root/f; done 2> /dev/null");
        CASES.put("many files", "while :; do mkdir /root/m; for i in $(seq 20000); do : > /root/m/$i; done; rm -r /root/m; done");
        CASES.put("output", "docker run -d busybox yes; docker run busybox yes > /dev/null");
        CASES.put("containers", "while docker create busybox true; do :; done; while :; do docker run --rm busybox true; done");
        CASES.put("namespaces", "while :; do for i in $(seq 100); do unshare -n sleep 1 & done; wait; done 2> /dev/null");
    }

    private final Drydock drydock;
    private final Path scratch;
    private final int samples;

    private Attack(Drydock drydock, Path scratch, int samples) {
        this.drydock = drydock;
        this.scratch = scratch;
        this.samples = samples;
    }

    /** @param arguments how many prompts are measured in each case; 200 if it is not said */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int samples = arguments.length == 0 ? 200 : Integer.parseInt(arguments[0]);
        Path scratch = Files.createTempDirectory("drydock-attack");
        try (Drydock drydock = Drydock.start(Peers.launcher(), scratch.resolve("drydock"))) {
            System.out.println("Enter to prompt, milliseconds       min       p50       p95       p99    server MB");
            Attack attack = new Attack(drydock, scratch, samples);
            for (String name : CASES.keySet()) {
                System.out.println(attack.measure(name));
            }
        } finally {
            Processes.delete(scratch);
        }
    }

    private String measure(String name) throws IOException, InterruptedException {
        Map<String, String> lab = drydock.lab("attacker");
        List<String> command = new ArrayList<>(List.of(lab.get("client"), "enter", "--socket", lab.get("control"), "--"));
        command.addAll(List.of("sh", "-c", CASES.get(name)));
        Process attack = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("said").toFile())
                .start();
        try (Prompt prompt = drydock.openPrompt()) {
            // The attack is at its height.
            TimeUnit.SECONDS.sleep(3);
            long[] taken = new long[samples];
            for (int i = 0; i < samples; i++) {
                taken[i] = prompt.enter();
                TimeUnit.MILLISECONDS.sleep(25);
            }
            Samples result = new Samples(taken);
            return String.format(
                    Locale.ROOT,
                    "%-28s %s %9.2f %12d",
                    name,
                    result.row(),
                    result.percentile(0.99),
                    drydock.residentMegabytes());
        } finally {
            drydock.removeLab("attacker");
            if (!attack.waitFor(10, TimeUnit.SECONDS)) {
                attack.destroyForcibly().waitFor();
            }
        }
    }
}
