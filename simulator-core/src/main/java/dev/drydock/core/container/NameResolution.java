package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a container finds addresses: {@code --dns}, {@code --dns-search}, {@code --dns-option} and {@code --add-host}.
 *
 * @param extraHosts {@code name:address}; the address {@code host-gateway} stands for the lab host
 */
public record NameResolution(
        List<String> servers, List<String> searchDomains, List<String> options, List<String> extraHosts) {
    public static final NameResolution DEFAULT = new NameResolution(List.of(), List.of(), List.of(), List.of());

    /** Four numbers, or the colons of version 6; Java knows further ways to write an address. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private static final String HOST_GATEWAY = "host-gateway";
    /** How a user says that no domain is searched. */
    private static final String NO_DOMAIN = ".";

    public NameResolution {
        servers = List.copyOf(servers);
        searchDomains = List.copyOf(searchDomains);
        options = List.copyOf(options);
        extraHosts = List.copyOf(extraHosts);
    }

    /** The sentences are dockerd's; what it would write to the files as it is must be of one line here. */
    void check(Optional<String> sharedNetwork) {
        extraHosts.forEach(NameResolution::checkExtraHost);
        servers.forEach(server -> {
            if (!isAddress(server)) {
                throw invalid("invalid IP address in dns: \"" + server + "\"");
            }
        });
        searchDomains.forEach(domain -> checkWord("DNS search domain", domain));
        options.forEach(option -> checkWord("DNS option", option));
        if (sharedNetwork.isPresent() && !servers.isEmpty()) {
            throw invalid("conflicting options: dns and the network mode");
        }
        if (sharedNetwork.isPresent() && !extraHosts.isEmpty()) {
            throw invalid("conflicting options: custom host-to-IP mapping and the network mode");
        }
    }

    private static void checkExtraHost(String extraHost) {
        int colon = extraHost.indexOf(':');
        if (colon <= 0) {
            throw invalid("bad format for add-host: \"" + extraHost + "\"");
        }
        String address = extraHost.substring(colon + 1);
        if (!address.equals(HOST_GATEWAY) && !isAddress(address)) {
            throw invalid("invalid IP address in add-host: \"" + address + "\"");
        }
        checkWord("add-host", extraHost.substring(0, colon));
    }

    private static void checkWord(String what, String word) {
        if (word.isEmpty() || word.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw invalid("bad format for " + what + ": \"" + word + "\"");
        }
    }

    private static boolean isAddress(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Content of {@code /etc/resolv.conf}, without a final line break; empty for the lab host's own. */
    String resolverFile() {
        List<String> lines = new ArrayList<>();
        List<String> domains = searchDomains.stream()
                .filter(domain -> !domain.equals(NO_DOMAIN))
                .toList();
        if (!domains.isEmpty()) {
            lines.add("search " + String.join(" ", domains));
        }
        servers.forEach(server -> lines.add("nameserver " + server));
        if (!options.isEmpty()) {
            lines.add("options " + String.join(" ", options));
        }
        return String.join("\n", lines);
    }

    /** The same for a container that asks the engine, which knows the servers. */
    String embeddedResolverFile() {
        List<String> lines = new ArrayList<>();
        List<String> domains = searchDomains.stream()
                .filter(domain -> !domain.equals(NO_DOMAIN))
                .toList();
        if (!domains.isEmpty()) {
            lines.add("search " + String.join(" ", domains));
        }
        lines.add("nameserver 127.0.0.11");
        boolean hasDots = options.stream().anyMatch(option -> option.startsWith("ndots:"));
        String given = options.isEmpty() ? "" : String.join(" ", options) + (hasDots ? "" : " ");
        lines.add("options " + given + (hasDots ? "" : "ndots:0"));
        return String.join("\n", lines);
    }

    /** Lines of {@code /etc/hosts}. */
    List<String> hostLines(String hostGateway) {
        return extraHosts.stream()
                .map(extraHost -> {
                    int colon = extraHost.indexOf(':');
                    String address = extraHost.substring(colon + 1);
                    return (address.equals(HOST_GATEWAY) ? hostGateway : address) + "\t"
                            + extraHost.substring(0, colon);
                })
                .toList();
    }

    private static EngineException invalid(String sentence) {
        return new EngineException.InvalidParameter(sentence);
    }
}
