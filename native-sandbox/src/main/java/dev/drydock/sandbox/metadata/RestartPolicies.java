package dev.drydock.sandbox.metadata;

import dev.drydock.core.container.RestartPolicy;

/** Restart policies as a word and a number. */
final class RestartPolicies {
    private RestartPolicies() {}

    static int maximumRetryCount(RestartPolicy policy) {
        return policy instanceof RestartPolicy.OnFailure(int maximum) ? maximum : 0;
    }

    static RestartPolicy of(String word, int maximumRetryCount) {
        return switch (word) {
            case "no" -> new RestartPolicy.No();
            case "always" -> new RestartPolicy.Always();
            case "unless-stopped" -> new RestartPolicy.UnlessStopped();
            case "on-failure" -> new RestartPolicy.OnFailure(maximumRetryCount);
            default -> throw new DocumentFolder.DamagedException("no restart policy is " + word);
        };
    }
}
