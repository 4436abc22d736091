package dev.drydock.web;

import dev.drydock.core.distribution.RegistrySettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options that say which registries lab hosts may reach besides Docker Hub and the server's own one. */
final class RegistryOptions {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?|\\[[0-9a-fA-F:]+\\](:[0-9]{1,5})?");

    @Option(names = "--registry", description = "a registry that lab hosts may reach over https: HOST or HOST:PORT")
    private List<String> allowed = new ArrayList<>();

    @Option(names = "--insecure-registry", description = "a registry that lab hosts may reach over plain http")
    private List<String> insecure = new ArrayList<>();

    @Option(
            names = "--registry-mirror",
            description = "a mirror of Docker Hub, tried before it: an http or https address")
    private List<String> mirrors = new ArrayList<>();

    /** @throws StartProblem when one of them is no address */
    RegistrySettings settings() {
        allowed.forEach(host -> check("--registry", host));
        insecure.forEach(host -> check("--insecure-registry", host));
        return new RegistrySettings(
                Set.copyOf(allowed),
                Set.copyOf(insecure),
                mirrors.stream().map(RegistryOptions::mirror).toList());
    }

    private static void check(String option, String host) {
        if (!HOST.matcher(host).matches()) {
            throw new StartProblem(option + " takes HOST or HOST:PORT, not " + host);
        }
    }

    private static URI mirror(String text) {
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        try {
            URI uri = URI.create(bare);
            boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new StartProblem("--registry-mirror takes an address such as https://mirror.example, not " + text);
        }
        throw new StartProblem("--registry-mirror takes an address such as https://mirror.example, not " + text);
    }
}
