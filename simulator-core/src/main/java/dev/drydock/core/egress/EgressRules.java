package dev.drydock.core.egress;

import dev.drydock.core.distribution.AddressRules;
import java.net.InetAddress;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What lab hosts may reach outside: nothing but these. */
public record EgressRules(List<EgressRule> rules) {
    public static final EgressRules NOTHING = new EgressRules(List.of());
    /** Different ports of all of them. */
    public static final int PORTS = 16;

    public EgressRules {
        rules = List.copyOf(rules);
        if (ports(rules).size() > PORTS) {
            throw new IllegalArgumentException("more than " + PORTS + " different ports");
        }
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** All ports that somebody may be reached at. */
    public SortedSet<Integer> ports() {
        return ports(rules);
    }

    private static SortedSet<Integer> ports(List<EgressRule> rules) {
        SortedSet<Integer> ports = new TreeSet<>();
        rules.forEach(rule -> ports.addAll(rule.ports()));
        return ports;
    }

    /** Names that are known without anybody asking for them. */
    List<String> names() {
        return rules.stream()
                .filter(rule -> !rule.isBelow())
                .map(EgressRule::name)
                .distinct()
                .toList();
    }

    /** @param host in lower case */
    public boolean permits(String host) {
        return EgressRule.isName(host) && rules.stream().anyMatch(rule -> rule.isFor(host));
    }

    public boolean permits(String host, int port) {
        return EgressRule.isName(host)
                && rules.stream()
                        .anyMatch(rule -> rule.isFor(host) && rule.ports().contains(port));
    }

    /**
     * Whether a host may be at this address: anywhere in the world, and within the server's own network when the host is
     * named, because who runs the server has said so; but never on the machine itself.
     */
    public boolean permits(String host, int port, InetAddress address) {
        boolean isNamed = rules.stream()
                .anyMatch(rule ->
                        !rule.isBelow() && rule.isFor(host) && rule.ports().contains(port));
        return permits(host, port) && AddressRules.isElsewhere(address) && (isNamed || AddressRules.isPublic(address));
    }
}
