package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifecycleTest {
    private final EngineFixture fixture = new EngineFixture();

    @Test
    void saysWhatEveryVerbDoesInEveryState() {
        assertThat(Lifecycle.table()).hasSize(Phase.values().length * Verb.values().length);
    }

    @Test
    void noVerbLeadsBackToCreatedOrOutOfRemoving() {
        assertThat(Lifecycle.table()).allSatisfy(transition -> {
            if (transition.outcome() instanceof Lifecycle.Outcome.Becomes(Phase next)) {
                assertThat(next).isNotEqualTo(Phase.CREATED).isNotEqualTo(transition.from());
                assertThat(transition.from()).isNotEqualTo(Phase.REMOVING);
            }
        });
    }

    /** Random verbs on a real engine: after each, the state must be the one that the table says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theEngineObeysTheTable(long seed) {
        Random random = new Random(seed);
        List<Verb> verbs = List.of(
                Verb.START,
                Verb.STOP,
                Verb.KILL,
                Verb.PAUSE,
                Verb.UNPAUSE,
                Verb.RESTART,
                Verb.RENAME,
                Verb.EXEC,
                Verb.ATTACH,
                Verb.REMOVE,
                Verb.FORCE_REMOVE);
        fixture.create("web", "sleep", "1000");
        for (int round = 0; round < 60; round++) {
            Phase from = fixture.containers().find("web").state().phase();
            Verb verb = verbs.get(random.nextInt(verbs.size()));
            check(from, verb);
            if (fixture.containers().list(ContainerFilter.ALL).isEmpty()) {
                fixture.create("web", "sleep", "1000");
            }
        }
        fixture.containers().remove("web", true);
    }

    private void check(Phase from, Verb verb) {
        String what = verb + " when " + from;
        switch (Lifecycle.outcome(from, verb)) {
            case Lifecycle.Outcome.Becomes(Phase next) -> {
                perform(verb);
                assertThat(phase()).as(what).isEqualTo(next == Phase.REMOVING ? Optional.empty() : Optional.of(next));
            }
            case Lifecycle.Outcome.Stays() -> {
                perform(verb);
                assertThat(phase()).as(what).contains(from);
            }
            case Lifecycle.Outcome.NotModified(String _) -> {
                assertThatThrownBy(() -> perform(verb)).as(what).isInstanceOf(EngineException.NotModified.class);
                assertThat(phase()).as(what).contains(from);
            }
            case Lifecycle.Outcome.Refused(String _) -> {
                assertThatThrownBy(() -> perform(verb)).as(what).isInstanceOf(refusal(verb));
                assertThat(phase()).as(what).contains(from);
            }
        }
    }

    /** dockerd 20.10 to 28 answer 500 where nothing is paused. */
    private static Class<? extends EngineException> refusal(Verb verb) {
        return verb == Verb.UNPAUSE ? EngineException.SystemFailure.class : EngineException.Conflict.class;
    }

    private Optional<Phase> phase() {
        return fixture.containers().list(ContainerFilter.ALL).stream()
                .map(container -> container.state().phase())
                .findFirst();
    }

    private void perform(Verb verb) {
        Containers containers = fixture.containers();
        switch (verb) {
            case START -> containers.start("web");
            case STOP -> containers.stop("web", Optional.empty(), Optional.empty());
            case KILL -> containers.kill("web", "KILL");
            case PAUSE -> containers.pause("web");
            case UNPAUSE -> containers.unpause("web");
            case RESTART -> containers.restart("web", Optional.empty(), Optional.empty());
            case RENAME -> {
                containers.rename("web", "other");
                containers.rename("other", "web");
            }
            case EXEC ->
                containers.createExec(
                        "web",
                        new ProcessSpec(
                                List.of("true"),
                                List.of(),
                                "",
                                "",
                                List.of(),
                                false,
                                false,
                                false,
                                TerminalSize.UNKNOWN));
            case ATTACH ->
                containers
                        .attach("web", new AttachRequest(false, true, false, false))
                        .close();
            case REMOVE -> containers.remove("web", false);
            case FORCE_REMOVE -> containers.remove("web", true);
            case EXIT -> throw new AssertionError("nobody asks for an end");
        }
    }
}
