package dev.drydock.sandbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.Descriptor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MountNamespacesTest {
    private final MountNamespaces namespaces = new MountNamespaces();
    private final Descriptor first = any();
    private final Descriptor second = any();

    @Test
    void isHeldWhileTheContainerRuns() {
        namespaces.begin("web");
        namespaces.hold("web", first);
        namespaces.begin("other");

        assertThat(first.number()).isPositive();
    }

    @Test
    void isGoneBeforeTheNextStart() {
        namespaces.begin("web");
        namespaces.hold("web", first);
        namespaces.leave("web");
        namespaces.begin("web");

        assertClosed(first);
    }

    @Test
    void anEndThatWasNotToldHoldsNoNextStartUp() {
        namespaces.begin("web");
        namespaces.hold("web", first);
        namespaces.begin("web");

        assertClosed(first);
    }

    @Test
    void anEndMayBeToldBeforeTheAnswerToTheStart() {
        namespaces.begin("web");
        namespaces.leave("web");
        namespaces.hold("web", first);
        namespaces.close();

        assertClosed(first);
    }

    @Test
    void anOldEndIsNotTakenForThatOfTheNextRun() {
        namespaces.leave("web");
        namespaces.begin("web");
        namespaces.hold("web", first);

        assertThat(first.number()).isPositive();
    }

    @Test
    void closingLetsGoOfAll() {
        namespaces.hold("web", first);
        namespaces.hold("other", second);
        namespaces.close();

        assertClosed(first);
        assertClosed(second);
    }

    private static void assertClosed(Descriptor descriptor) {
        assertThatThrownBy(descriptor::number).isInstanceOf(IllegalStateException.class);
    }

    private static Descriptor any() {
        return Descriptor.open(Path.of("/dev/null"), Libc.O_RDONLY);
    }
}
