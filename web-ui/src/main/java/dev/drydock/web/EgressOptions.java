package dev.drydock.web;

import dev.drydock.core.egress.EgressRule;
import dev.drydock.core.egress.EgressRules;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say what lab hosts may reach outside. */
final class EgressOptions {
    @Option(
            names = "--egress",
            description = "a host that lab hosts may reach: NAME for its ports 80 and 443, or NAME:PORT;"
                    + " *.NAME for everything below a name")
    private List<String> hosts = new ArrayList<>();

    /** @throws StartProblem when one of them is no name of a host */
    EgressRules rules() {
        try {
            return new EgressRules(hosts.stream().map(EgressOptions::rule).toList());
        } catch (IllegalArgumentException e) {
            throw new StartProblem("--egress: " + e.getMessage());
        }
    }

    private static EgressRule rule(String text) {
        try {
            return EgressRule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new StartProblem(
                    "--egress takes a name such as deb.debian.org, deb.debian.org:443 or *.debian.org, not " + text
                            + ": " + e.getMessage());
        }
    }
}
