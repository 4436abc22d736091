package dev.drydock.web.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.distribution.PullRequest;
import dev.drydock.core.distribution.PushRequest;
import dev.drydock.core.distribution.RegistryAuth;
import dev.drydock.core.distribution.RegistryRequest;
import dev.drydock.core.distribution.RegistryTransport;
import dev.drydock.core.image.Image;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.registry.RegistryLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another server's registry stands in for Docker Hub; then it is gone. */
@Tag("kernel")
@Timeout(120)
class HubCacheIT {
    private static final String HUB = "registry-1.docker.io";
    private static final ImageReference AT_HUB = ImageReference.parse("ann/app:1");
    private static final ImageReference PUSHED = ImageReference.parse(ImageServer.DOMAIN + "/ann/app:1");
    private static final LabId ANN = new LabId("ann");

    @TempDir
    private Path directory;

    private ImageServer school(UnaryOperator<RegistryTransport> network) {
        return new ImageServer(directory.resolve("school"), RegistryLimits.DEFAULT, network);
    }

    /** A network on which Docker Hub is this server. */
    private static UnaryOperator<RegistryTransport> with(ImageServer hub) {
        return transport -> request ->
                transport.exchange(request.uri().getAuthority().equals(HUB) ? redirected(request, hub) : request);
    }

    private static RegistryRequest redirected(RegistryRequest request, ImageServer hub) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put("Authorization", "Bearer " + hub.server().tokenFor(ANN));
        URI uri = hub.server().address().resolve(request.uri().getRawPath());
        return new RegistryRequest(request.method(), uri, headers, request.content(), false);
    }

    /** A network without Docker Hub. */
    private static RegistryTransport without(RegistryTransport transport) {
        return request -> {
            if (request.uri().getAuthority().equals(HUB)) {
                throw new IOException("dial tcp: no route to host");
            }
            return transport.exchange(request);
        };
    }

    private static Image pull(ImageServer.Lab lab) {
        lab.distribution()
                .pull(new PullRequest(AT_HUB, false, Optional.empty(), RegistryAuth.NONE), _ -> {}, new Cancellation());
        return lab.images().find(AT_HUB.familiar());
    }

    @Test
    void whatOneHasPulledAllHaveWhenDockerHubIsAway() throws IOException {
        Image first;
        try (ImageServer hub =
                new ImageServer(directory.resolve("hub"), RegistryLimits.DEFAULT, UnaryOperator.identity())) {
            ImageServer.Lab ann = hub.lab("ann");
            ImageServer.make(ann.images(), PUSHED, List.of(List.of("only file".getBytes(StandardCharsets.UTF_8))));
            ann.distribution().push(new PushRequest(PUSHED, false, RegistryAuth.NONE), _ -> {}, new Cancellation());
            try (ImageServer school = school(with(hub))) {
                ImageServer.Lab one = school.lab("one");
                first = pull(one);
                one.removal().remove(AT_HUB.familiar(), true, true);
                school.content().collect();
            }
        }
        try (ImageServer school = school(HubCacheIT::without)) {
            Image second = pull(school.lab("two"));

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.references()).isEqualTo(first.references());
            assertThat(second.layers()).isEqualTo(first.layers());
        }
    }
}
