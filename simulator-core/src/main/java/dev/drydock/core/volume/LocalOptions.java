package dev.drydock.core.volume;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.GoNumbers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the driver {@code local} is to mount on a volume: the arguments of mount(8).
 *
 * @param type of the file system
 * @param device what is mounted; a path of the lab host for a bind
 * @param flags the words of {@code o}
 */
public record LocalOptions(String type, String device, List<String> flags) {
    private static final List<String> KNOWN = List.of("device", "o", "size", "type");

    public LocalOptions {
        flags = List.copyOf(flags);
    }

    /** @throws InvalidParameter with dockerd's sentence, which has no word for the file systems that a lab host lacks */
    static LocalOptions of(Map<String, String> options) {
        for (String key : new TreeMap<>(options).keySet()) {
            if (!KNOWN.contains(key)) {
                throw new InvalidParameter("invalid option: " + GoNumbers.quote(key));
            }
            if (key.equals("size")) {
                throw new InvalidParameter("quota size requested but no quota support");
            }
        }
        // dockerd asks for both wherever there is one of the three.
        for (String key : List.of("device", "type")) {
            if (options.getOrDefault(key, "").isEmpty()) {
                throw new InvalidParameter("missing required option: " + GoNumbers.quote(key));
            }
        }
        String words = options.getOrDefault("o", "");
        LocalOptions result = new LocalOptions(
                options.getOrDefault("type", ""),
                options.getOrDefault("device", ""),
                words.isEmpty() ? List.of() : List.of(words.split(",", -1)));
        for (String text : options.values()) {
            if (text.indexOf('\0') >= 0) {
                throw new InvalidParameter("an option of a volume cannot contain a NUL character");
            }
        }
        return result;
    }

    /** Whether a path of the lab host is shown rather than a file system made. */
    public boolean isBind() {
        return flags.contains("bind") || flags.contains("rbind");
    }
}
