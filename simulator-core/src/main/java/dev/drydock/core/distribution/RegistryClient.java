package dev.drydock.core.distribution;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.reference.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The registry client of a server: what its labs share, above all the downloads and extractions that are under way. */
public final class RegistryClient {
    private final DistributionPorts ports;
    private final Outages outages;
    private final Flights<DownloadKey, Blob> downloads;
    private final Flights<ExtractionKey, Layer> extractions;
    private final Flights<ChainId, LayerBlob> compressions;

    public RegistryClient(DistributionPorts ports) {
        this.ports = ports;
        this.outages = new Outages(ports.clock());
        this.downloads = new Flights<>(ports.workers());
        this.extractions = new Flights<>(ports.workers());
        this.compressions = new Flights<>(ports.workers());
    }

    DistributionPorts ports() {
        return ports;
    }

    Outages outages() {
        return outages;
    }

    Flights<DownloadKey, Blob> downloads() {
        return downloads;
    }

    Flights<ExtractionKey, Layer> extractions() {
        return extractions;
    }

    Flights<ChainId, LayerBlob> compressions() {
        return compressions;
    }

    /** The registries that labs may reach besides the server's own one. */
    public List<String> registries() {
        return ports.settings().names();
    }

    /**
     * Where to ask for a repository, in this order. The own registry stands in for Docker Hub with the official images only:
     * everything else in it belongs to students, who must not pass for a publisher on Docker Hub. A student may choose
     * otherwise for their own lab.
     *
     * @param lab what its student has set
     * @throws dev.drydock.core.error.EngineException.Forbidden when labs may not reach the registry
     */
    List<RegistryEndpoint> pullEndpoints(RepositoryName name, Optional<OwnRegistry> own, LabRegistries lab) {
        List<RegistryEndpoint> endpoints = new ArrayList<>();
        if (name.domain().equals(RegistrySettings.HUB)) {
            own.filter(_ -> name.path().startsWith("library/"))
                    .ifPresent(registry -> endpoints.add(RegistryEndpoint.own(registry, true)));
            endpoints.addAll(lab.mirrors());
            ports.settings().mirrors().forEach(mirror -> endpoints.add(RegistryEndpoint.mirror(mirror)));
        }
        endpoints.add(endpoint(name, own));
        return endpoints;
    }

    /** The registry itself. */
    RegistryEndpoint endpoint(RepositoryName name, Optional<OwnRegistry> own) {
        Optional<OwnRegistry> asked = own.filter(registry -> registry.domain().equalsIgnoreCase(name.domain()));
        if (asked.isPresent()) {
            return RegistryEndpoint.own(asked.get(), false);
        }
        return RegistryEndpoint.of(ports.settings().address(name.domain()).orElseThrow(() -> notAllowed(name, own)));
    }

    private EngineException notAllowed(RepositoryName name, Optional<OwnRegistry> own) {
        List<String> names = new ArrayList<>(ports.settings().names());
        own.ifPresent(registry -> names.add(registry.domain()));
        return new EngineException.Forbidden("Get \"https://" + name.domain()
                + "/v2/\": this server lets lab hosts reach only " + String.join(", ", names));
    }
}
