package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.Instruction.Command;
import dev.drydock.core.dockerfile.Instruction.Pair;
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

/**
 * What instructions do to the defaults of an image, one after the other. Words are expanded with the environment that results
 * so far, and below it with the arguments of a build. Not for use by several threads.
 */
public final class ConfigChanges {
    private static final List<String> SHELL = List.of("/bin/sh", "-c");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final int HIGHEST_PORT = 65535;

    /** Values that contain each other double with each line; what they may become, and what a configuration may have. */
    private static final int MAX_LENGTH = 1 << 20;

    private String user;
    private final Map<String, Map<String, String>> ports;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable List<String> entrypoint;
    private @Nullable List<String> command;
    private boolean commandIsSet;
    private final Map<String, Map<String, String>> volumes;
    private String directory;
    private final Map<String, String> labels;
    private @Nullable String stopSignal;
    private @Nullable List<String> shell;
    private ImageConfig.@Nullable Healthcheck healthcheck;
    private final List<String> triggers = new ArrayList<>();
    private final Map<String, String> arguments;
    private final char escape;
    private long expanded;

    /** Begins with what an image or a container has. */
    public ConfigChanges(RunConfig config) {
        this(config, Map.of(), '\\', false);
    }

    /**
     * Begins with what a stage of a build has so far.
     *
     * @param arguments of the build, where the environment has no such name
     * @param escape of the Dockerfile
     * @param commandIsSet whether the stage has set a command of its own
     */
    public ConfigChanges(RunConfig config, Map<String, String> arguments, char escape, boolean commandIsSet) {
        this.arguments = Map.copyOf(arguments);
        this.escape = escape;
        this.commandIsSet = commandIsSet;
        user = config.user() == null ? "" : config.user();
        ports = new TreeMap<>(config.exposedPorts() == null ? Map.of() : config.exposedPorts());
        entrypoint = config.entrypoint();
        command = config.cmd();
        volumes = new TreeMap<>(config.volumes() == null ? Map.of() : config.volumes());
        directory = config.workingDir() == null ? "" : config.workingDir();
        labels = new TreeMap<>(config.labels() == null ? Map.of() : config.labels());
        stopSignal = config.stopSignal();
        shell = config.shell();
        triggers.addAll(config.onBuild() == null ? List.of() : config.onBuild());
        healthcheck = config.healthcheck();
        if (config.env() != null) {
            config.env().forEach(entry -> {
                int equals = entry.indexOf('=');
                environment.put(equals < 0 ? entry : entry.substring(0, equals), entry);
            });
        }
    }

    /** Applies instructions in their order; the sentences of what cannot be are dockerd's. */
    public ConfigChanges apply(List<? extends ConfigInstruction> instructions) {
        instructions.forEach(instruction -> applyExpanded(expand(instruction)));
        return this;
    }

    /** The instruction with the values of variables, all as they are before it. */
    public ConfigInstruction expand(ConfigInstruction instruction) {
        return switch (instruction) {
            case ConfigInstruction.Env(List<Pair> pairs) -> new ConfigInstruction.Env(expand(pairs));
            case ConfigInstruction.Label(List<Pair> pairs) -> new ConfigInstruction.Label(expand(pairs));
            case ConfigInstruction.Expose(List<String> words) ->
                new ConfigInstruction.Expose(words.stream()
                        .flatMap(word -> Expansion.words(word, escape, this::value).stream())
                        .toList());
            case ConfigInstruction.Volume(List<String> paths) ->
                new ConfigInstruction.Volume(paths.stream().map(this::expand).toList());
            case ConfigInstruction.User(String name) -> new ConfigInstruction.User(expand(name));
            case ConfigInstruction.Workdir(String path) -> new ConfigInstruction.Workdir(expand(path));
            case ConfigInstruction.StopSignal(String signal) -> new ConfigInstruction.StopSignal(expand(signal));
            case ConfigInstruction.Cmd _,
                    ConfigInstruction.Entrypoint _,
                    ConfigInstruction.Onbuild _,
                    ConfigInstruction.Healthcheck _,
                    ConfigInstruction.Shell _,
                    ConfigInstruction.Maintainer _ -> instruction;
        };
    }

    private List<Pair> expand(List<Pair> pairs) {
        return pairs.stream()
                .map(pair -> new Pair(expand(pair.name()), expand(pair.value())))
                .toList();
    }

    /** Applies what {@link #expand} gave. */
    public ConfigChanges applyExpanded(ConfigInstruction instruction) {
        switch (instruction) {
            case ConfigInstruction.Cmd(Command words) -> {
                command = words(words);
                commandIsSet = true;
            }
            case ConfigInstruction.Entrypoint(Command words) -> entrypoint(words);
            case ConfigInstruction.Env(List<Pair> pairs) -> pairs.forEach(this::variable);
            case ConfigInstruction.Label(List<Pair> pairs) ->
                pairs.forEach(pair -> labels.put(pair.name(), pair.value()));
            case ConfigInstruction.Expose(List<String> words) -> words.forEach(this::expose);
            case ConfigInstruction.Volume(List<String> paths) -> paths.forEach(this::volume);
            case ConfigInstruction.User(String name) -> user = name;
            case ConfigInstruction.Workdir(String path) -> directory = directory(path);
            case ConfigInstruction.Onbuild(String trigger) -> triggers.add(trigger);
            case ConfigInstruction.Healthcheck check -> healthcheck = healthcheck(check);
            case ConfigInstruction.StopSignal(String signal) -> stopSignal = signal;
            case ConfigInstruction.Shell(List<String> words) -> shell = words;
            case ConfigInstruction.Maintainer _ -> {}
        }
        return this;
    }

    /** What is executed for a command, with the shell that reads it. */
    public List<String> words(Command command) {
        if (!command.isShell()) {
            return command.words();
        }
        List<String> words = new ArrayList<>(shell == null || shell.isEmpty() ? SHELL : shell);
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
        environment.put(pair.name(), pair.name() + "=" + pair.value());
    }

    /**
     * A word without its quotes, with the values of variables.
     *
     * @throws InvalidParameter also where all values together become longer than an image's configuration may be
     */
    public String expand(String word) {
        String text = Expansion.of(word, escape, this::value);
        expanded += text.length();
        if (expanded > MAX_LENGTH) {
            throw tooLarge();
        }
        return text;
    }

    private static InvalidParameter tooLarge() {
        return new InvalidParameter("the configuration of the image is larger than " + MAX_LENGTH + " characters");
    }

    /** Text with the values of variables; quotes in it, and backslashes before anything but a dollar, are its own. */
    public String expandText(String text) {
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isEscaped = c == escape && i + 1 < text.length() && text.charAt(i + 1) == '$';
            if (c == '\'' || c == '"' || (c == escape && !isEscaped)) {
                literal.append(escape);
            } else if (isEscaped) {
                literal.append(c);
                c = text.charAt(++i);
            }
            literal.append(c);
        }
        return Expansion.of(literal.toString(), escape, this::value);
    }

    private Optional<String> value(String name) {
        String entry = environment.get(name);
        return entry == null || entry.indexOf('=') < 0
                ? Optional.ofNullable(arguments.get(name))
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

    private void volume(String path) {
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

    private static ImageConfig.Healthcheck healthcheck(ConfigInstruction.Healthcheck check) {
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

    /**
     * What results, as an image keeps it.
     *
     * @throws InvalidParameter if it is too large
     */
    public RunConfig result() {
        if (length() > MAX_LENGTH) {
            throw tooLarge();
        }
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
                triggers.isEmpty() ? null : triggers,
                shell);
    }

    private long length() {
        long length = environment.values().stream().mapToLong(String::length).sum();
        length += labels.entrySet().stream()
                .mapToLong(label ->
                        label.getKey().length() + (long) label.getValue().length())
                .sum();
        length += volumes.keySet().stream().mapToLong(String::length).sum();
        return length + triggers.stream().mapToLong(String::length).sum();
    }
}
