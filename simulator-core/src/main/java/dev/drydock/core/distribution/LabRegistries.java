package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a lab's student has set of registries in {@code daemon.json}, within what the server lets lab hosts reach. The file is
 * read each time that it matters; while it is broken what it last said well counts.
 */
public final class LabRegistries {
    private final DaemonFile file;
    private final RegistrySettings server;
    private final Optional<OwnRegistry> own;
    private final AtomicReference<DaemonSettings> lastGood = new AtomicReference<>(DaemonSettings.DEFAULT);

    LabRegistries(DaemonFile file, RegistrySettings server, Optional<OwnRegistry> own) {
        this.file = file;
        this.server = server;
        this.own = own;
    }

    /**
     * The settings and what is wrong with them.
     *
     * @param warnings sentences
     */
    public record State(DaemonSettings settings, List<String> warnings) {
        public State {
            warnings = List.copyOf(warnings);
        }
    }

    /** Reads the file. */
    public State read() {
        List<String> warnings = new ArrayList<>();
        try {
            lastGood.set(file.read().map(DaemonSettings::parse).orElse(DaemonSettings.DEFAULT));
        } catch (IOException | InvalidParameter e) {
            warnings.add("unable to configure the Docker daemon with file " + DaemonFile.PATH + ": "
                    + RegistryErrors.clean(String.valueOf(e.getMessage())));
        }
        DaemonSettings settings = lastGood.get();
        for (URI mirror : settings.mirrors()) {
            if (endpoint(mirror).isEmpty()) {
                warnings.add("registry mirror " + mirror + "/ is not used: this server lets lab hosts reach only "
                        + String.join(", ", names()));
            }
        }
        return new State(settings, warnings);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(server.names());
        own.ifPresent(registry -> names.add(registry.domain()));
        return names;
    }

    /** Where the mirrors are that may be reached. */
    List<RegistryEndpoint> mirrors() {
        return read().settings().mirrors().stream()
                .map(this::endpoint)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<RegistryEndpoint> endpoint(URI mirror) {
        String authority = RegistrySettings.authority(mirror);
        Optional<OwnRegistry> named = own.filter(registry -> registry.domain().equalsIgnoreCase(authority));
        if (named.isPresent()) {
            return Optional.of(RegistryEndpoint.own(named.get(), true));
        }
        return server.reaches(mirror) ? Optional.of(RegistryEndpoint.mirror(mirror)) : Optional.empty();
    }

    /**
     * Where a registry is without TLS, when the lab has set it insecure and that is the same address and port as with it.
     */
    Optional<RegistryEndpoint> insecure(String domain, RegistryEndpoint secure) {
        boolean isSet = secure.own().isEmpty()
                && secure.base().getScheme().equals("https")
                && secure.base().getPort() >= 0
                && read().settings().isInsecure(domain);
        return isSet
                ? Optional.of(
                        RegistryEndpoint.of(URI.create("http://" + secure.base().getRawAuthority())))
                : Optional.empty();
    }
}
