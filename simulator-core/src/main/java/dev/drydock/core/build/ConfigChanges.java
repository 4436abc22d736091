package dev.drydock.core.build;

import dev.drydock.core.build.Instruction.Command;
import dev.drydock.core.build.Instruction.Pair;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What instructions do to the defaults of an image, one after the other. Not for use by several threads. */
public final class ConfigChanges {
    private static final List<String> SHELL = List.of("/bin/sh", "-c");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final int HIGHEST_PORT = 65535;

    private String user;
    private final Map<String, Map<String, String>> ports;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable List<String> entrypoint;
    private @Nullable List<String> command;
    private boolean commandIsSet;
    private final Map<String, Map<String, String>> volumes;
    private String directory;
    private final Map<String, String> labels;
    private final @Nullable String stopSignal;
    private ImageConfig.@Nullable Healthcheck healthcheck;
    private final List<String> triggers = new ArrayList<>();

    /** Begins with what an image or a container has. */
    public ConfigChanges(RunConfig config) {
        user = config.user() == null ? "" : config.user();
        ports = new TreeMap<>(config.exposedPorts() == null ? Map.of() : config.exposedPorts());
        entrypoint = config.entrypoint();
        command = config.cmd();
        volumes = new TreeMap<>(config.volumes() == null ? Map.of() : config.volumes());
        directory = config.workingDir() == null ? "" : config.workingDir();
        labels = new TreeMap<>(config.labels() == null ? Map.of() : config.labels());
        stopSignal = config.stopSignal();
        healthcheck = config.healthcheck();
        if (config.env() != null) {
            config.env().forEach(entry -> {
                int equals = entry.indexOf('=');
                environment.put(equals < 0 ? entry : entry.substring(0, equals), entry);
            });
        }
    }

    /** Applies instructions in their order; the sentences of what cannot be are dockerd's. */
    public ConfigChanges apply(List<Instruction> instructions) {
        instructions.forEach(this::apply);
        return this;
    }

    private void apply(Instruction instruction) {
        switch (instruction) {
            case Instruction.Cmd(Command words) -> {
                command = words(words);
                commandIsSet = true;
            }
            case Instruction.Entrypoint(Command words) -> entrypoint(words);
            case Instruction.Env(List<Pair> pairs) -> pairs.forEach(this::variable);
            case Instruction.Label(List<Pair> pairs) ->
                pairs.forEach(pair -> labels.put(expand(pair.name()), expand(pair.value())));
            case Instruction.Expose(List<String> words) ->
                words.forEach(word -> Expansion.words(word, this::value).forEach(this::expose));
            case Instruction.Volume(List<String> paths) -> paths.forEach(this::volume);
            case Instruction.User(String name) -> user = expand(name);
            case Instruction.Workdir(String path) -> directory = directory(expand(path));
            case Instruction.Onbuild(String trigger) -> triggers.add(trigger);
            case Instruction.Healthcheck check -> healthcheck = healthcheck(check);
        }
    }

    private static List<String> words(Command command) {
        if (!command.isShell()) {
            return command.words();
        }
        List<String> words = new ArrayList<>(SHELL);
        words.addAll(command.words());
        return words;
    }

    /** A new entry point makes the image's command pointless, unless the same change sets one. */
    private void entrypoint(Command words) {
        entrypoint = !words.isShell() && words.words().isEmpty() ? null : words(words);
        if (!commandIsSet) {
            command = null;
        }
    }

    private void variable(Pair pair) {
        String name = expand(pair.name());
        environment.put(name, name + "=" + expand(pair.value()));
    }

    private String expand(String word) {
        return Expansion.of(word, this::value);
    }

    private Optional<String> value(String name) {
        String entry = environment.get(name);
        return entry == null || entry.indexOf('=') < 0
                ? Optional.empty()
                : Optional.of(entry.substring(entry.indexOf('=') + 1));
    }

    private void expose(String word) {
        int slash = word.indexOf('/');
        String range = slash < 0 ? word : word.substring(0, slash);
        String protocol = slash < 0 ? "tcp" : word.substring(slash + 1).toLowerCase(java.util.Locale.ROOT);
        Matcher numbers = PORTS.matcher(range);
        int first = numbers.matches() ? Integer.parseInt(numbers.group(1)) : -1;
        int last = first < 0 || numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
        if (first < 0 || last > HIGHEST_PORT || last < first) {
            throw new InvalidParameter("Invalid containerPort: " + range);
        }
        if (!List.of("tcp", "udp", "sctp").contains(protocol)) {
            throw new InvalidParameter("Invalid proto: " + protocol);
        }
        for (int port = first; port <= last; port++) {
            ports.put(port + "/" + protocol, Map.of());
        }
    }

    private void volume(String word) {
        String path = expand(word);
        if (path.isEmpty()) {
            throw new InvalidParameter("VOLUME specified can not be an empty string");
        }
        volumes.put(path, Map.of());
    }

    /** A relative one continues what is. */
    private String directory(String path) {
        if (path.startsWith("/")) {
            return path;
        }
        List<String> names = new ArrayList<>();
        for (String name : ("/" + directory + "/" + path).split("/", -1)) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.removeLast();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names);
    }

    private static ImageConfig.Healthcheck healthcheck(Instruction.Healthcheck check) {
        List<String> test = new ArrayList<>();
        check.command()
                .ifPresentOrElse(
                        probe -> {
                            test.add(probe.isShell() ? "CMD-SHELL" : "CMD");
                            test.addAll(probe.words());
                        },
                        () -> test.add("NONE"));
        return new ImageConfig.Healthcheck(
                test,
                nanos(check.interval()),
                nanos(check.timeout()),
                nanos(check.startPeriod()),
                nanos(check.startInterval()),
                check.retries());
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }

    /** What results, as an image keeps it. */
    public RunConfig result() {
        return new RunConfig(
                user.isEmpty() ? null : user,
                ports.isEmpty() ? null : ports,
                environment.isEmpty() ? null : List.copyOf(environment.values()),
                entrypoint,
                command,
                volumes.isEmpty() ? null : volumes,
                directory.isEmpty() ? null : directory,
                labels.isEmpty() ? null : labels,
                stopSignal,
                healthcheck,
                triggers.isEmpty() ? null : triggers);
    }
}
