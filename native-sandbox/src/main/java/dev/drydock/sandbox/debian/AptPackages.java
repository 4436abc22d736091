package dev.drydock.sandbox.debian;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.core.offline.DebianPackage;
import dev.drydock.core.offline.DebianPackages;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;

/**
 * Asks apt, which knows what packages need and checks signatures, with a state of its own for each suite: what this machine
 * has installed does not count, and its lists, caches and hooks are left alone. Its settings for proxies are used.
 */
public final class AptPackages implements DebianPackages {
    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    /** {@code 'URI' FILE SIZE HASH} */
    private static final Pattern WANTED = Pattern.compile("'\\S+' (\\S+\\.deb) \\d+ \\S*");

    private static final Pattern FILE = Pattern.compile("([a-z0-9][a-z0-9.+-]*)_([^_]+)_[a-z0-9-]+\\.deb");
    private static final Pattern SUITE = Pattern.compile("[a-z]+");
    private final Path directory;
    private final String architecture;

    /**
     * @param directory for lists and fetched packages, made when it is missing
     * @param architecture as Debian calls it, such as {@code amd64}
     */
    public AptPackages(Path directory, String architecture) {
        this.directory = directory;
        this.architecture = architecture;
    }

    @Override
    public void update(String suite) {
        checkMachine();
        Path home = home(suite);
        try {
            Files.createDirectories(home.resolve("lists/partial"));
            Files.createDirectories(home.resolve("archives/partial"));
            Files.createDirectories(home.resolve("fetched/partial"));
            Files.writeString(home.resolve("nothing"), "");
            Files.writeString(home.resolve("sources.list"), sources(suite, home));
            Files.writeString(home.resolve("apt.conf"), AptSettings.of(home, architecture));
        } catch (IOException e) {
            throw new SystemFailure("cannot prepare " + home + ": " + e.getMessage(), e);
        }
        try {
            apt(suite, List.of("-o", "APT::Update::Error-Mode=any", "update"));
        } catch (SystemFailure e) {
            throw new Unavailable("Debian's packages cannot be had here: " + e.getMessage());
        }
    }

    private static void checkMachine() {
        for (Path program : List.of(Path.of("/usr/bin/apt-get"), Path.of("/usr/bin/dpkg-deb"))) {
            if (!Files.isExecutable(program)) {
                throw new Unavailable("there is no " + program + " here: images are built from packages on Debian and"
                        + " its relatives; bring finished ones from there with ./drydock images save and load");
            }
        }
        if (!Files.exists(KEYRING)) {
            throw new Unavailable("Debian's keys are missing, so its packages cannot be checked: install the package"
                    + " debian-archive-keyring");
        }
    }

    private String sources(String suite, Path home) {
        Mirrors mirrors = Mirrors.of(new Command(home.resolve("complaints"))
                .output(List.of("apt-get", "indextargets", "--format", Mirrors.FORMAT)));
        String options = "deb [arch=" + architecture + " signed-by=" + KEYRING + "] ";
        return options + mirrors.main() + " " + suite + " main\n"
                + options + mirrors.main() + " " + suite + "-updates main\n"
                + options + mirrors.security() + " " + suite + "-security main\n";
    }

    private Path home(String suite) {
        if (!SUITE.matcher(suite).matches()) {
            throw new SystemFailure("no suite of Debian is called " + suite);
        }
        return directory.resolve(suite);
    }

    @Override
    public List<DebianPackage> fetch(String suite, List<String> names, Optional<Path> installed) {
        Path home = home(suite);
        List<String> options = new ArrayList<>();
        installed.ifPresent(file -> options.addAll(List.of("-o", "Dir::State::status=" + file)));
        options.add("install");
        List<String> ask = new ArrayList<>(options);
        ask.add("--print-uris");
        // It leaves out what it has fetched already.
        ask.addAll(List.of("-o", "Dir::Cache::archives=" + home.resolve("fetched")));
        ask.addAll(names);
        List<String> files = apt(suite, ask)
                .lines()
                .map(WANTED::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
        List<String> fetch = new ArrayList<>(options);
        fetch.add("--download-only");
        fetch.addAll(names);
        apt(suite, fetch);
        Path archives = home.resolve("archives");
        removeReplaced(archives, Set.copyOf(files));
        return files.stream()
                .map(file -> describe(archives.resolve(file), file))
                .sorted(Comparator.comparing(DebianPackage::name))
                .toList();
    }

    /** Versions that were replaced would stay for ever. */
    private static void removeReplaced(Path archives, Set<String> wanted) {
        Set<String> names = wanted.stream().map(file -> file.split("_", 2)[0]).collect(Collectors.toUnmodifiableSet());
        try (Stream<Path> all = Files.list(archives)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = file.toFile().getName();
                if (!wanted.contains(name) && names.contains(name.split("_", 2)[0])) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot tidy " + archives + ": " + e.getMessage(), e);
        }
    }

    private static DebianPackage describe(Path file, String name) {
        Matcher matcher = FILE.matcher(name);
        if (!matcher.matches()) {
            throw new SystemFailure("apt fetched a file of a strange name: " + name);
        }
        // apt writes the colon of an epoch as %3a.
        String version = URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
        return new DebianPackage(matcher.group(1), version, built(file), file);
    }

    /** The time in the archive is that of the newest entry of the package's changelog: all builds of a version have it. */
    private static Instant built(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ArArchiveInputStream ar = new ArArchiveInputStream(in)) {
            ArArchiveEntry first = ar.getNextEntry();
            if (first == null) {
                throw new SystemFailure("the package " + file + " is empty");
            }
            return Instant.ofEpochSecond(first.getLastModified());
        } catch (IOException e) {
            throw new SystemFailure("cannot read the package " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void unpack(DebianPackage debianPackage, OutputStream tar) throws IOException {
        new Command(directory.resolve("complaints"))
                .copy(List.of("dpkg-deb", "--fsys-tarfile", debianPackage.file().toString()), tar);
    }

    private String apt(String suite, List<String> arguments) {
        Path home = home(suite);
        List<String> command = new ArrayList<>(
                List.of("apt-get", "-q", "-c", home.resolve("apt.conf").toString()));
        command.addAll(arguments);
        return new Command(home.resolve("complaints")).output(command);
    }
}
