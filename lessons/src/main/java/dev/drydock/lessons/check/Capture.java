package dev.drydock.lessons.check;

import dev.drydock.core.container.Container;
import dev.drydock.core.engine.EngineView;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.reference.ImageReference;
import java.net.Inet4Address;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something of the engine that is taken down when a step is done, on the first lab host: of several objects that are meant,
 * the newest.
 */
public sealed interface Capture {
    int SHORT_ID = 12;

    /** One word, or nothing when there is no such object or it has none now. */
    Optional<String> value(EngineView view);

    /** Why there is nothing. */
    Reason missing();

    /** @param name of the container */
    record OfContainer(TextPattern name, ContainerProperty property) implements Capture {
        @Override
        public Optional<String> value(EngineView view) {
            return view.containers().stream()
                    .filter(container -> name.matches(container.name()))
                    .findFirst()
                    .flatMap(property::read);
        }

        @Override
        public Reason missing() {
            return Reason.of("capture.container." + property.word(), name.glob());
        }
    }

    /** The id of an image. */
    record OfImage(ImageReference reference) implements Capture {
        @Override
        public Optional<String> value(EngineView view) {
            return view.images().stream()
                    .filter(image -> image.references().contains(reference))
                    .findFirst()
                    .map(image -> image.id().toString());
        }

        @Override
        public Reason missing() {
            return Reason.of("capture.image", Sentences.familiar(reference));
        }
    }

    /** The subnet of a network, such as {@code 172.18.0.0/16}. */
    record OfNetwork(TextPattern name) implements Capture {
        @Override
        public Optional<String> value(EngineView view) {
            return view.networks().stream()
                    .filter(network -> name.matches(network.name()))
                    .findFirst()
                    .map(Network::subnet)
                    .filter(subnet -> !subnet.isEmpty());
        }

        @Override
        public Reason missing() {
            return Reason.of("capture.network", name.glob());
        }
    }

    /** What a container has that is one word. */
    enum ContainerProperty {
        /** The first 12 digits, as {@code docker ps} prints them. */
        ID("0123456789ab"),
        NAME("name"),
        /** On the first of its networks, while it runs. */
        IP("172.17.0.2"),
        /** The lowest port of the lab host that leads to it. */
        PORT("8080"),
        /** The id of what it was made from. */
        IMAGE("sha256:" + "0".repeat(64));

        private final String sample;

        ContainerProperty(String sample) {
            this.sample = sample;
        }

        private Optional<String> read(Container container) {
            return switch (this) {
                case ID -> Optional.of(container.id().value().substring(0, SHORT_ID));
                case NAME -> Optional.of(container.name());
                case IP ->
                    container.endpoints().stream()
                            .findFirst()
                            .map(Endpoint::address)
                            .map(Inet4Address::getHostAddress);
                case PORT ->
                    container.ports().stream()
                            .map(PublishedPort::hostPort)
                            .min(Integer::compare)
                            .map(port -> Integer.toString(port));
                case IMAGE -> Optional.of(container.imageId().toString());
            };
        }

        /** One that it might be. */
        public String sample() {
            return sample;
        }

        /** As authors write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for another word */
        public static ContainerProperty named(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no property; they are "
                            + Arrays.stream(values())
                                    .map(ContainerProperty::word)
                                    .collect(Collectors.joining(", "))));
        }
    }

    /** A value that it might be, to read checks that wait for it. */
    default String sample() {
        return switch (this) {
            case OfContainer container -> container.property().sample();
            case OfImage _ -> ContainerProperty.IMAGE.sample();
            case OfNetwork _ -> "172.18.0.0/16";
        };
    }
}
