package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.regex.Pattern;

/** What a container's configuration must satisfy; the sentences are dockerd's. */
final class ContainerRules {
    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern HARDWARE_ADDRESS = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
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
        checkHardwareAddress(config.macAddress());
        if (!config.stopSignal().isEmpty()) {
            Signal.parse(config.stopSignal());
        }
        config.healthcheck().ifPresent(Healthcheck::check);
        config.arguments().forEach(ContainerRules::checkText);
        config.environment().forEach(ContainerRules::checkText);
    }

    /** One of a single device: an address of a group cannot be anybody's. */
    private static void checkHardwareAddress(String address) {
        boolean isFine = address.isEmpty()
                || (HARDWARE_ADDRESS.matcher(address).matches()
                        && Integer.parseInt(address.substring(0, 2), 16) % 2 == 0
                        && !address.matches("00(:00){5}"));
        if (!isFine) {
            throw invalid("invalid MAC address: " + address);
        }
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
