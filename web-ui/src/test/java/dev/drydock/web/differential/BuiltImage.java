package dev.drydock.web.differential;

import dev.drydock.core.reference.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What came of a build on one engine, as lines that can be compared. */
final class BuiltImage {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
    private static final Pattern CONTENT = Pattern.compile("(file|dir|multi):[0-9a-f]{64}");
    private static final Pattern LAYER = Pattern.compile("[0-9a-f]{64}/layer\\.tar");
    /** What engines put into every container. */
    private static final List<String> OWN =
            List.of(".dockerenv", "dev/", "etc/hostname", "etc/hosts", "etc/mtab", "etc/resolv.conf", "proc/", "sys/");

    private final Shell shell;
    private final Path scratch;

    BuiltImage(Shell shell, Path scratch) {
        this.shell = shell;
        this.scratch = scratch;
    }

    /** Builds the case; the sentence of a refusal, or everything about the image. */
    List<String> build(BuildCase each) throws IOException, InterruptedException {
        Outcome setUp = shell.run("mkdir context && cd context && umask 022\n" + each.setUp());
        if (setUp.code() != 0) {
            throw new IOException("cannot set up " + each.name() + ": " + setUp.err());
        }
        Files.writeString(scratch.resolve("home/context/Dockerfile"), each.dockerfile());
        Outcome built = shell.run("cd context && DOCKER_BUILDKIT=0 docker build -t built " + each.options() + " .");
        List<String> lines = new ArrayList<>();
        lines.add("exit " + built.code());
        if (built.code() != 0) {
            String sentence = built.err().strip().lines().reduce("", (_, last) -> last);
            // Newer versions of Docker say one thing more.
            lines.add(sentence.replace("failed to create task for container: ", ""));
            return lines;
        }
        built.out().lines().filter(line -> line.startsWith("[Warning]")).forEach(lines::add);
        config(lines);
        history(lines);
        if (lines.contains("layers 0")) {
            // Docker does not write an archive of nothing.
            return lines;
        }
        layers(lines);
        tree(lines);
        return lines;
    }

    private String docker(String command) throws IOException, InterruptedException {
        Outcome outcome = shell.run("docker " + command);
        if (outcome.code() != 0) {
            throw new IOException("docker " + command + ": " + outcome.err());
        }
        return outcome.out();
    }

    private void config(List<String> lines) throws IOException, InterruptedException {
        JsonNode image = JSON.readTree(docker("image inspect built")).get(0);
        ObjectNode config = (ObjectNode) image.get("Config");
        // The image before the last step, whose id has a time in it.
        config.remove("Image");
        config.properties().stream()
                .map(member -> "config " + member.getKey() + " " + member.getValue())
                .sorted()
                .forEach(lines::add);
        lines.add("author " + image.get("Author"));
        lines.add("layers " + image.get("RootFS").path("Layers").size());
    }

    private void history(List<String> lines) throws IOException, InterruptedException {
        docker("history --no-trunc --format '{{.CreatedBy}} | {{.Size}} | {{.Comment}}' built")
                .lines()
                .map(line -> CONTENT.matcher(line).replaceAll(" $1:CONTENT").replace("  ", " "))
                .forEach(line -> lines.add("history " + line));
    }

    /** The entries of each layer above the base, with the marks of what it deletes. */
    private void layers(List<String> lines) throws IOException, InterruptedException {
        docker("save -o image.tar built");
        Map<String, List<String>> layers = new HashMap<>();
        List<String> order = new ArrayList<>();
        try (TarArchiveInputStream tar = open("image.tar")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals("manifest.json")) {
                    JSON.readTree(tar.readAllBytes()).get(0).get("Layers").forEach(name -> order.add(name.asString()));
                } else if (LAYER.matcher(entry.getName()).matches()
                        || entry.getName().startsWith("blobs/")) {
                    layers.put(entry.getName(), layer(tar));
                }
            }
        }
        for (int i = 1; i < order.size(); i++) {
            int number = i;
            layers.getOrDefault(order.get(i), List.of()).forEach(line -> lines.add("layer " + number + " " + line));
        }
    }

    private static List<String> layer(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        if (bytes.length > 0 && bytes[0] == '{') {
            return List.of();
        }
        return entries(
                new TarArchiveInputStream(new java.io.ByteArrayInputStream(bytes), StandardCharsets.UTF_8.name()));
    }

    private void tree(List<String> lines) throws IOException, InterruptedException {
        String container = docker("create built /nothing").strip();
        docker("export -o tree.tar " + container);
        docker("rm " + container);
        try (TarArchiveInputStream tar = open("tree.tar")) {
            entries(tar).stream()
                    .filter(line -> OWN.stream().noneMatch(line::startsWith))
                    .forEach(line -> lines.add("tree " + line));
        }
    }

    private TarArchiveInputStream open(String name) throws IOException {
        return new TarArchiveInputStream(
                new BufferedInputStream(
                        Files.newInputStream(scratch.resolve("home").resolve(name))),
                StandardCharsets.UTF_8.name());
    }

    /** Path, kind, mode, owners, size, content or target, and the time of what is old; hard links as the files they are. */
    private static List<String> entries(TarArchiveInputStream tar) throws IOException {
        Map<String, String> files = new HashMap<>();
        TreeSet<String> lines = new TreeSet<>();
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String text;
            if (entry.isLink()) {
                text = files.getOrDefault(entry.getLinkName(), "link " + entry.getLinkName());
            } else {
                Instant time = entry.getLastModifiedTime().toInstant();
                text = (entry.isSymbolicLink()
                                ? "l 777"
                                : (char) entry.getLinkFlag() + " " + Integer.toOctalString(entry.getMode() & 07777))
                        + " " + entry.getLongUserId() + ":" + entry.getLongGroupId() + " "
                        + (entry.isSymbolicLink()
                                ? entry.getLinkName()
                                : Digest.ofBytes(tar.readAllBytes()).hex().substring(0, 12) + " " + entry.getSize())
                        + (time.isBefore(OLD) && !entry.isDirectory() ? " " + time : "");
            }
            files.put(entry.getName(), text);
            lines.add(entry.getName() + " " + text);
        }
        return List.copyOf(lines);
    }
}
