package dev.drydock.core.offline;

import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Does what the build script does, as far as the image can tell: every package leaves a file and is noted as installed. */
final class FakeRootBuilder implements RootBuilder {
    private static final String WORK = "var/cache/drydock/";
    final List<Job> jobs = new ArrayList<>();

    /** What went in, by path, of the last job. */
    final Map<String, String> seen = new TreeMap<>();

    @Nullable
    String failure;

    /** Another time each time, as real files have. */
    private Instant now = Instant.parse("2027-01-01T00:00:00Z");

    @Override
    public void build(Job job) throws IOException {
        jobs.add(job);
        if (failure != null) {
            throw new EngineException.SystemFailure(failure);
        }
        now = now.plusSeconds(1);
        read(job);
        StringBuilder status = new StringBuilder(seen.getOrDefault("var/lib/dpkg/status", ""));
        try (OutputStream out = Files.newOutputStream(job.result());
                TestRoot root = TestRoot.to(out).at(now)) {
            for (Map.Entry<String, String> entry : seen.entrySet()) {
                String path = entry.getKey();
                if (path.startsWith(WORK + "packages/") && path.endsWith(".deb")) {
                    String name = path.substring((WORK + "packages/").length(), path.length() - ".deb".length());
                    status.append(name).append('\n');
                    root.file("usr/share/" + name, entry.getValue());
                } else if (!path.startsWith(WORK) && !path.equals("var/lib/dpkg/status")) {
                    write(root, path, entry.getValue());
                }
            }
            root.file(".dockerenv", "")
                    .directory("dev/pts", 0755)
                    .file("etc/hosts", "")
                    .file("etc/hosts.allow", "");
            root.file("var/lib/dpkg/status", status.toString());
        }
    }

    private static void write(TestRoot root, String path, String content) throws IOException {
        if (content.startsWith(">")) {
            root.link(path, content.substring(1));
        } else if (content.equals("/")) {
            root.directory(path, 0755);
        } else {
            root.file(path, content);
        }
    }

    private void read(Job job) throws IOException {
        seen.clear();
        try (InputStream in = Files.newInputStream(job.root());
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String content = entry.isSymbolicLink()
                        ? ">" + entry.getLinkName()
                        : entry.isDirectory() ? "/" : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                seen.put(RootTar.plain(entry.getName()), content);
            }
        }
    }
}
