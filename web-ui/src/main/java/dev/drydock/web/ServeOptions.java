package dev.drydock.web;

import dev.drydock.core.distribution.RegistrySettings;
import dev.drydock.core.labhost.LabRules;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * How to serve.
 *
 * @param content folder with {@code courses/}
 * @param labs how many lab hosts, and for how long
 * @param registries that labs may reach
 * @param previewDomain below which published ports have host names
 * @param rehearse whether to run containers for practice first
 */
record ServeOptions(
        InetSocketAddress address,
        Path content,
        LabRules labs,
        RegistrySettings registries,
        String previewDomain,
        boolean rehearse) {}
