package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.regex.Pattern;

/** What a container's configuration must satisfy; the sentences are dockerd's. */
final class ContainerRules {
    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final int HOSTNAME_LIMIT = 63;

    private ContainerRules() {}

    static void check(ContainerConfig config) {
        checkHostname(config.hostname());
        String directory = config.workingDirectory();
        if (!directory.isEmpty() && !directory.startsWith("/")) {
            throw invalid("the working directory '" + directory + "' is invalid, it needs to be an absolute path");
        }
        for (String entry : config.environment()) {
            if (entry.isEmpty() || entry.startsWith("=")) {
                throw invalid("invalid environment variable: " + entry);
            }
        }
        if (!config.stopSignal().isEmpty()) {
            Signal.parse(config.stopSignal());
        }
        config.healthcheck().ifPresent(Healthcheck::check);
        config.arguments().forEach(ContainerRules::checkText);
        config.environment().forEach(ContainerRules::checkText);
    }

    private static void checkHostname(String hostname) {
        if (!hostname.isEmpty()
                && (hostname.length() > HOSTNAME_LIMIT
                        || !HOSTNAME.matcher(hostname).matches())) {
            throw invalid("invalid hostname format: " + hostname);
        }
    }

    /** The kernel takes a zero character for the end of the text. */
    private static void checkText(String text) {
        if (text.indexOf('\0') >= 0) {
            throw invalid("arguments and environment variables cannot contain a NUL character");
        }
    }

    private static EngineException invalid(String sentence) {
        return new EngineException.InvalidParameter(sentence);
    }
}
