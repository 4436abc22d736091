package com.github.dockerjava.junit;

import com.github.dockerjava.api.model.AuthConfig;
import org.junit.rules.ExternalResource;

/**
 * Stands in for docker-java's rule of this name, which builds a registry's image and runs it before the first test of a class. Its base
 * lies on Docker Hub, and the engine would not reach a registry in a container of the lab: that would keep every test of these classes
 * from running; so, only those that use the registry fail.
 */
public class PrivateRegistryRule extends ExternalResource {
    public AuthConfig getAuthConfig() {
        throw noRegistry();
    }

    public String createPrivateImage(String tag) {
        throw noRegistry();
    }

    public String createTestImage(String tag) {
        throw noRegistry();
    }

    private static AssertionError noRegistry() {
        return new AssertionError("needs a registry in a container");
    }
}
