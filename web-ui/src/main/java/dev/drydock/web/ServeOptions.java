package dev.drydock.web;

import dev.drydock.core.distribution.RegistrySettings;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.labhost.LabRules;
import dev.drydock.sandbox.cgroup.LabLimits;
import dev.drydock.web.shelf.LessonShelf;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How to serve.
 *
 * @param shelf the lessons
 * @param labs how many lab hosts, and for how long
 * @param limits what each of them may use of the machine
 * @param registries that labs may reach
 * @param egress what else they may reach outside
 * @param previewDomain below which published ports have host names
 * @param rehearse whether to run containers for practice first
 * @param seed from which the variables of lessons are drawn for all students alike; empty to draw for each
 */
record ServeOptions(
        InetSocketAddress address,
        LessonShelf shelf,
        LabRules labs,
        LabLimits limits,
        RegistrySettings registries,
        EgressRules egress,
        String previewDomain,
        boolean rehearse,
        Optional<String> seed) {}
