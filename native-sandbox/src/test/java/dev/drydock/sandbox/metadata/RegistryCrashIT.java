package dev.drydock.sandbox.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.reference.Tag;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.ManifestLink;
import dev.drydock.core.registry.ManifestReference;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G03: a registry that is killed at any moment, again and again, while it takes pushes, deletes, tidies up and sweeps. */
class RegistryCrashIT {
    private static final int KILLS = Integer.getInteger("drydock.registry.kills", 6);

    @TempDir
    Path directory;

    /** What each tag may name: what was acknowledged last, and what was tried since. */
    private final Map<String, Set<String>> possible = new HashMap<>();

    @Test
    void whatWasAcknowledgedIsThereAndWhole() throws IOException, InterruptedException {
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            runUntil(20 + random.nextInt(150), kill);
            check("kill " + kill);
        }
    }

    /** Kills it when it has said so many lines. */
    private void runUntil(int lines, int run) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RegistryWriter.class.getName(),
                        directory.toString(),
                        "run " + run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            for (int count = 0; line != null; count++) {
                note(line);
                if (count == lines) {
                    // Through the handle: what it had said before it ended can still be read, and counts.
                    process.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void note(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[0].equals("try")) {
            possible.computeIfAbsent(words[1], _ -> new HashSet<>(Set.of("none")))
                    .add(words[2]);
        } else if (words.length == 3 && words[0].equals("has") && !words[2].equals("refused")) {
            possible.put(words[1], new HashSet<>(Set.of(words[2])));
        }
    }

    private void check(String when) {
        RegistryWriter next = new RegistryWriter(directory);
        assertThat(next.registry().scrub()).as(when).isEmpty();
        next.cleanUp();
        assertThat(next.registry().scrub()).as(when).isEmpty();
        assertThat(possible).isNotEmpty();
        possible.forEach(
                (tag, allowed) -> assertThat(allowed).as("%s, %s", when, tag).contains(named(next.registry(), tag)));
    }

    private static String named(Registry registry, String tag) {
        try {
            ManifestReference reference = new ManifestReference.ByTag(new Tag(tag));
            ManifestLink manifest = registry.manifest(Caller.SERVER, RegistryWriter.PATH, reference);
            assertThat(registry.read(manifest)).isNotEmpty();
            return manifest.digest().toString();
        } catch (RegistryException e) {
            return "none";
        }
    }
}
