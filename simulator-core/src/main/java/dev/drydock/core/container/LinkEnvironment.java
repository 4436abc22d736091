package dev.drydock.core.container;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The environment variables that tell a container of another one that it is linked with. */
final class LinkEnvironment {
    private static final Set<String> PRIVATE = Set.of("HOME", "PATH");
    private static final Comparator<Port> ORDER = Comparator.comparingInt(Port::number)
            .thenComparing(port -> !port.protocol().equals("tcp"));
    private final String prefix;
    private final String address;
    private final List<String> entries = new ArrayList<>();

    private LinkEnvironment(String alias, String address) {
        prefix = alias.toUpperCase(Locale.ROOT).replace('-', '_');
        this.address = address;
    }

    /** A port as it is exposed. */
    private record Port(int number, String protocol) {
        static Port parse(String text) {
            String[] parts = text.split("/", 2);
            return new Port(Integer.parseInt(parts[0]), parts.length < 2 ? "tcp" : parts[1]);
        }

        String infix() {
            return "_PORT_" + number + "_" + protocol.toUpperCase(Locale.ROOT);
        }
    }

    /**
     * The entries {@code NAME=value} of one link.
     *
     * @param owner name of the container that has the link
     */
    static List<String> of(String owner, Link link, Container target, String address) {
        LinkEnvironment environment = new LinkEnvironment(link.alias(), address);
        List<Port> ports = target.config().exposedPorts().stream()
                .filter(port -> port.matches("[0-9]{1,5}(/[a-z]+)?"))
                .map(Port::parse)
                .sorted(ORDER)
                .toList();
        if (!ports.isEmpty()) {
            environment.add("_PORT", environment.url(ports.getFirst()));
        }
        environment.addRanges(ports);
        ports.forEach(environment::add);
        environment.add("_NAME", "/" + owner + "/" + link.alias());
        target.config().environment().forEach(environment::addForeign);
        return environment.entries;
    }

    private void add(String suffix, String value) {
        entries.add(prefix + suffix + "=" + value);
    }

    private String url(Port port) {
        return port.protocol() + "://" + address + ":" + port.number();
    }

    private void add(Port port) {
        add(port.infix(), url(port));
        add(port.infix() + "_ADDR", address);
        add(port.infix() + "_PORT", Integer.toString(port.number()));
        add(port.infix() + "_PROTO", port.protocol());
    }

    /** Of more than one port in a row the first and the last are told as well. */
    private void addRanges(List<Port> ports) {
        int first = 0;
        while (first < ports.size()) {
            int last = first;
            while (last + 1 < ports.size()
                    && ports.get(last + 1).number() <= ports.get(last).number() + 1) {
                last++;
            }
            if (last > first + 1) {
                addRange(ports.get(first), ports.get(last));
            }
            first = last > first + 1 ? last + 1 : first + 1;
        }
    }

    private void addRange(Port first, Port last) {
        add(first.infix() + "_START", url(first));
        add(first.infix() + "_ADDR", address);
        add(first.infix() + "_PROTO", first.protocol());
        add(first.infix() + "_PORT_START", Integer.toString(first.number()));
        add(first.infix() + "_END", url(last));
        add(first.infix() + "_PORT_END", Integer.toString(last.number()));
    }

    private void addForeign(String entry) {
        int equals = entry.indexOf('=');
        if (equals > 0 && !PRIVATE.contains(entry.substring(0, equals))) {
            add("_ENV_" + entry.substring(0, equals), entry.substring(equals + 1));
        }
    }
}
