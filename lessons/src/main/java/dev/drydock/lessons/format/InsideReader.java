package dev.drydock.lessons.format;

import dev.drydock.core.container.FileType;
import dev.drydock.lessons.check.Check.OfAnswer;
import dev.drydock.lessons.check.Check.OfCommand;
import dev.drydock.lessons.check.Check.OfFile;
import dev.drydock.lessons.check.Check.OfInside;
import dev.drydock.lessons.check.Check.OfProcess;
import dev.drydock.lessons.check.Check.OfRegistry;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.check.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads checks of what is inside a lab host. */
final class InsideReader {
    static final List<String> KINDS = List.of("file", "process", "http", "tcp", "command", "registry");

    private static final List<String> FILE =
            List.of("path", "container", "absent", "type", "text", "mode", "owner", "size");
    private static final List<String> PROCESS = List.of("container", "arguments", "pid-1", "user", "count");
    private static final List<String> HTTP = List.of("url", "status", "body");
    private static final List<String> COMMAND = List.of("line", "exit-code", "output");
    private static final List<String> REGISTRY = List.of("repository", "tag", "pushed");

    private static final Pattern CONTAINER = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final Pattern HOST = Pattern.compile("localhost|(\\d{1,3})(\\.\\d{1,3}){3}");
    private static final Pattern URL = Pattern.compile("http://([^/:]+)(:\\d{1,5})?(/[!-~]*)?");
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3,4}");
    private static final NumberTest OK = NumberTest.parse("200");
    private static final NumberTest SUCCESS = NumberTest.parse("0");
    private static final int LARGEST_PORT = 65_535;
    private static final int OCTAL = 8;

    private InsideReader() {}

    static OfInside read(String kind, YamlNode node) throws FormatException {
        return switch (kind) {
            case "file" -> file(node);
            case "process" -> process(node);
            case "http" -> http(node);
            case "tcp" -> tcp(node);
            case "command" -> command(node);
            default -> registry(node);
        };
    }

    private static OfFile file(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a file check", FILE);
        boolean isAbsent = fields.find("absent", Fields::flag).orElse(false);
        OfFile check = new OfFile(
                new Look.AtFile(container(fields), fields.require("path", InsideReader::path)),
                isAbsent,
                fields.find("type", InsideReader::type),
                fields.find("text", TextPattern::new),
                fields.find("mode", InsideReader::mode),
                fields.find("owner", TextPattern::new),
                fields.find("size", text -> NumberTest.parse(text, Unit.BYTES)));
        boolean asks = check.type().isPresent()
                || check.text().isPresent()
                || check.mode().isPresent()
                || check.owner().isPresent()
                || check.size().isPresent();
        if (isAbsent && asks) {
            throw new FormatException(fields.line(), "a file that is absent has nothing else to ask for");
        }
        return check;
    }

    private static Optional<String> container(Fields fields) throws FormatException {
        return fields.find("container", text -> {
            if (!CONTAINER.matcher(text).matches()) {
                throw new IllegalArgumentException("\"" + text + "\" is not the name of one container");
            }
            return text;
        });
    }

    private static String path(String text) {
        if (!text.startsWith("/") || text.contains("*")) {
            throw new IllegalArgumentException("\"" + text + "\" is not one absolute path");
        }
        return text;
    }

    private static FileType type(String word) {
        return switch (word) {
            case "file" -> FileType.REGULAR;
            case "directory" -> FileType.DIRECTORY;
            default -> throw new IllegalArgumentException("\"" + word + "\" is neither file nor directory");
        };
    }

    private static Integer mode(String text) {
        if (!MODE.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no mode such as 644 or 4755");
        }
        return Integer.parseInt(text, OCTAL);
    }

    private static OfProcess process(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a process check", PROCESS);
        OfProcess check = new OfProcess(
                new Look.AtProcesses(container(fields)),
                fields.find("arguments", TextPattern::new),
                fields.find("pid-1", Fields::flag),
                fields.find("user", NumberTest::parse),
                fields.find("count", NumberTest::parse).orElse(NumberTest.SOME));
        if (check.isFirst().isPresent() && check.look().container().isEmpty()) {
            throw new FormatException(fields.line(), "\"pid-1\" is about a process of a container");
        }
        return check;
    }

    private static OfAnswer http(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "an http check", HTTP);
        return new OfAnswer(
                fields.require("url", InsideReader::url),
                fields.find("status", NumberTest::parse).orElse(OK),
                fields.find("body", TextPattern::new));
    }

    private static Look.AtPort url(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no address such as http://localhost:8080/path");
        }
        int port = url.group(2) == null ? Look.HTTP : port(url.group(2).substring(1));
        String path = url.group(3) == null ? "/" : url.group(3);
        return new Look.AtPort(host(url.group(1)), port, Optional.of(path));
    }

    private static OfAnswer tcp(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a tcp check", List.of("host", "port"));
        Look.AtPort look = new Look.AtPort(
                fields.find("host", InsideReader::host).orElse("localhost"),
                fields.require("port", InsideReader::port),
                Optional.empty());
        return new OfAnswer(look, OK, Optional.empty());
    }

    /** No other names: the machine would be asked for them. */
    private static String host(String text) {
        if (!HOST.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither localhost nor an address such as 172.17.0.2");
        }
        return text;
    }

    private static Integer port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_PORT) {
            throw new IllegalArgumentException("\"" + text + "\" is no port");
        }
        return Integer.parseInt(text);
    }

    private static OfCommand command(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a command check", COMMAND);
        return new OfCommand(
                new Look.AtCommand(fields.requireText("line")),
                fields.find("exit-code", NumberTest::parse).orElse(SUCCESS),
                fields.find("output", TextPattern::new));
    }

    private static OfRegistry registry(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a registry check", REGISTRY);
        return new OfRegistry(
                new Look.AtRepository(fields.require("repository", InsideReader::repository)),
                fields.find("tag", TextPattern::new),
                FactReader.inStep(fields, "pushed"));
    }

    private static String repository(String text) {
        if (!text.toLowerCase(Locale.ROOT).equals(text) || !text.matches("[a-z0-9._/-]{1,200}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no name of a repository");
        }
        return text;
    }
}
