package dev.drydock.core.egress;

import dev.drydock.core.network.Addresses;
import java.net.Inet4Address;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses that names of the world have in one lab: link-local ones, that lead to its gateway. A name gets one when
 * somebody first asks for it. Which one follows from the name, so that those who keep an address find the same host after a
 * restart of the server; where two names want the same, the later one takes the next. Safe for use by several threads.
 */
public final class EgressNames {
    /** Of the lab host on the link to its gateway. */
    public static final Inet4Address LAB_HOST = Addresses.parse("169.254.99.2");

    /** Of the gateway itself, which answers questions for names there. */
    public static final Inet4Address GATEWAY = Addresses.parse("169.254.100.1");

    /** Of the network that leads to the gateway, in bits. */
    public static final int PREFIX = 22;

    private static final int FIRST = 2;
    /** The last one is for everybody. */
    private static final int COUNT = (1 << (32 - PREFIX)) - 1 - FIRST;

    private static final int BASE = Addresses.toInt(GATEWAY) - 1;

    /** What students make up below a domain; then those go that nobody asked for the longest. */
    private static final int KEPT = 512;

    private final EgressRules rules;
    private final Map<String, Integer> fixed = new HashMap<>();
    private final Map<String, Integer> asked = new LinkedHashMap<>(16, 0.75F, true);
    private final Map<Integer, String> places = new HashMap<>();

    public EgressNames(EgressRules rules) {
        this.rules = rules;
        rules.names().stream().sorted().limit(COUNT - KEPT).forEach(name -> fixed.put(name, take(name)));
    }

    public EgressRules rules() {
        return rules;
    }

    /** Empty for what is not permitted. */
    public synchronized Optional<Inet4Address> address(String name) {
        if (!rules.permits(name)) {
            return Optional.empty();
        }
        Integer place = fixed.get(name);
        return Optional.of(Addresses.of(BASE + FIRST + (place != null ? place : placeOf(name))));
    }

    private int placeOf(String name) {
        Integer known = asked.get(name);
        if (known != null) {
            return known;
        }
        if (asked.size() >= KEPT) {
            Iterator<Integer> oldest = asked.values().iterator();
            places.remove(oldest.next());
            oldest.remove();
        }
        int place = take(name);
        asked.put(name, place);
        return place;
    }

    private int take(String name) {
        int place = Math.floorMod(name.hashCode(), COUNT);
        while (places.putIfAbsent(place, name) != null) {
            place = (place + 1) % COUNT;
        }
        return place;
    }

    /** The name that has an address. */
    public synchronized Optional<String> name(Inet4Address address) {
        return Optional.ofNullable(places.get(Addresses.toInt(address) - BASE - FIRST));
    }
}
