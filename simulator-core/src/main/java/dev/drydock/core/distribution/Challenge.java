package dev.drydock.core.distribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One challenge of a {@code WWW-Authenticate} header (RFC 9110, section 11.6.1). */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int LIMIT = 8 * 1024;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final Pattern SCHEME = Pattern.compile("\\s*+(" + TOKEN + ")(?:\\s++|$)");
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*+(" + TOKEN + ")\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|(" + TOKEN + "))\\s*+,?");

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    boolean isBearer() {
        return scheme.equals("bearer");
    }

    boolean isBasic() {
        return scheme.equals("basic");
    }

    /** Empty when there is none of this name. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** One challenge of each header; what cannot be read is left out. */
    static List<Challenge> read(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            if (header.length() > LIMIT) {
                continue;
            }
            Matcher scheme = SCHEME.matcher(header);
            if (scheme.lookingAt()) {
                challenges.add(new Challenge(
                        scheme.group(1).toLowerCase(Locale.ROOT), parameters(header.substring(scheme.end()))));
            }
        }
        return challenges;
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.lookingAt()) {
            String value = matcher.group(2) == null
                    ? matcher.group(3)
                    : matcher.group(2).replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
            matcher.region(matcher.end(), text.length());
        }
        return parameters;
    }
}
