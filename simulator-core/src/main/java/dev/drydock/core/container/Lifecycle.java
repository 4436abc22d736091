package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What each verb does to a container in each state: the one table that the engine obeys, checks ask and pictures show. The
 * sentences are dockerd's; {@code {id}} and {@code {name}} stand for the container's, {@code
 * {key}} for what the client called it.
 */
public final class Lifecycle {
    private static final Map<Phase, Map<Verb, Outcome>> TABLE = new EnumMap<>(Phase.class);
    private static final String NOT_RUNNING = "container {id} is not running";
    private static final String RESTARTING = "Container {id} is restarting, wait until the container is running";
    private static final String NOT_PAUSED = "Container {id} is not paused";
    private static final String ALREADY_STOPPED = "Container is already stopped";
    private static final String MARKED = "container is marked for removal and cannot be started";
    private static final String CANNOT_REMOVE = "cannot remove container \"/{name}\": container is ";

    static {
        created();
        running();
        paused();
        restarting();
        ended(Phase.EXITED);
        unusable(Phase.REMOVING);
        unusable(Phase.DEAD);
    }

    private Lifecycle() {}

    /** What a verb leads to. */
    public sealed interface Outcome {
        /** The container changes its state; when it is removed, {@link Phase#REMOVING} is the last one. */
        record Becomes(Phase phase) implements Outcome {}

        /** The verb is carried out and the state stays. */
        record Stays() implements Outcome {}

        /** Nothing to do: the answer is "not modified". */
        record NotModified(String sentence) implements Outcome {}

        /** Refused as a conflict. */
        record Refused(String sentence) implements Outcome {}
    }

    /** One cell of the table. */
    public record Transition(Phase from, Verb verb, Outcome outcome) {}

    public static Outcome outcome(Phase from, Verb verb) {
        Outcome outcome = TABLE.getOrDefault(from, Map.of()).get(verb);
        if (outcome == null) {
            throw new IllegalStateException("no transition for " + verb + " when " + from);
        }
        return outcome;
    }

    /** All cells, by state and verb. */
    public static List<Transition> table() {
        List<Transition> table = new ArrayList<>();
        TABLE.forEach((phase, row) -> row.forEach((verb, outcome) -> table.add(new Transition(phase, verb, outcome))));
        return List.copyOf(table);
    }

    /**
     * Whether the verb may be carried out now.
     *
     * @throws EngineException.Conflict when it is refused
     * @throws EngineException.NotModified when there is nothing to do
     */
    static void check(Container container, Verb verb) {
        check(container, verb, container.id().value());
    }

    /** @param key what the client called the container, which some sentences repeat */
    static void check(Container container, Verb verb, String key) {
        switch (outcome(container.state().phase(), verb)) {
            case Outcome.Becomes _, Outcome.Stays _ -> {}
            case Outcome.NotModified(String sentence) ->
                throw new EngineException.NotModified(fill(sentence, container, key));
            case Outcome.Refused(String sentence) -> throw new EngineException.Conflict(fill(sentence, container, key));
        }
    }

    private static String fill(String sentence, Container container, String key) {
        return sentence.replace("{id}", container.id().value())
                .replace("{name}", container.name())
                .replace("{key}", key);
    }

    private static void created() {
        Phase phase = Phase.CREATED;
        becomes(phase, Verb.START, Phase.RUNNING);
        becomes(phase, Verb.RESTART, Phase.RUNNING);
        stays(phase, Verb.RENAME, Verb.ATTACH, Verb.EXIT);
        notRunning(phase);
        becomes(phase, Verb.REMOVE, Phase.REMOVING);
        becomes(phase, Verb.FORCE_REMOVE, Phase.REMOVING);
    }

    private static void running() {
        Phase phase = Phase.RUNNING;
        put(phase, Verb.START, new Outcome.NotModified("Container is already started"));
        becomes(phase, Verb.STOP, Phase.EXITED);
        becomes(phase, Verb.KILL, Phase.EXITED);
        becomes(phase, Verb.EXIT, Phase.EXITED);
        becomes(phase, Verb.PAUSE, Phase.PAUSED);
        refuse(phase, NOT_PAUSED, Verb.UNPAUSE);
        stays(phase, Verb.RESTART, Verb.RENAME, Verb.ATTACH, Verb.EXEC);
        refuse(phase, stopFirst("running"), Verb.REMOVE);
        becomes(phase, Verb.FORCE_REMOVE, Phase.REMOVING);
    }

    private static void paused() {
        Phase phase = Phase.PAUSED;
        refuse(phase, "cannot start a paused container, try unpause instead", Verb.START);
        becomes(phase, Verb.STOP, Phase.EXITED);
        becomes(phase, Verb.KILL, Phase.EXITED);
        becomes(phase, Verb.EXIT, Phase.EXITED);
        refuse(phase, "Container {id} is already paused", Verb.PAUSE);
        becomes(phase, Verb.UNPAUSE, Phase.RUNNING);
        becomes(phase, Verb.RESTART, Phase.RUNNING);
        stays(phase, Verb.RENAME);
        refuse(phase, "Container {key} is paused, unpause the container before exec", Verb.EXEC);
        refuse(phase, "container {name} is paused, unpause the container before attach", Verb.ATTACH);
        refuse(phase, CANNOT_REMOVE + "paused and must be unpaused first", Verb.REMOVE);
        becomes(phase, Verb.FORCE_REMOVE, Phase.REMOVING);
    }

    private static void restarting() {
        Phase phase = Phase.RESTARTING;
        becomes(phase, Verb.START, Phase.RUNNING);
        becomes(phase, Verb.STOP, Phase.EXITED);
        becomes(phase, Verb.KILL, Phase.EXITED);
        stays(phase, Verb.EXIT, Verb.RENAME);
        becomes(phase, Verb.RESTART, Phase.RUNNING);
        refuse(phase, RESTARTING, Verb.PAUSE, Verb.EXEC);
        refuse(phase, "container {name} is restarting, wait until the container is running", Verb.ATTACH);
        refuse(phase, NOT_PAUSED, Verb.UNPAUSE);
        refuse(phase, stopFirst("restarting"), Verb.REMOVE);
        becomes(phase, Verb.FORCE_REMOVE, Phase.REMOVING);
    }

    private static void ended(Phase phase) {
        becomes(phase, Verb.START, Phase.RUNNING);
        becomes(phase, Verb.RESTART, Phase.RUNNING);
        stays(phase, Verb.RENAME, Verb.ATTACH, Verb.EXIT);
        notRunning(phase);
        becomes(phase, Verb.REMOVE, Phase.REMOVING);
        becomes(phase, Verb.FORCE_REMOVE, Phase.REMOVING);
    }

    private static void unusable(Phase phase) {
        refuse(phase, MARKED, Verb.START, Verb.RESTART, Verb.ATTACH);
        stays(phase, Verb.RENAME, Verb.EXIT);
        notRunning(phase);
        if (phase == Phase.DEAD) {
            becomes(phase, Verb.REMOVE, Phase.REMOVING);
            becomes(phase, Verb.FORCE_REMOVE, Phase.REMOVING);
        } else {
            String sentence = "removal of container {name} is already in progress";
            refuse(phase, sentence, Verb.REMOVE, Verb.FORCE_REMOVE);
        }
    }

    private static String stopFirst(String state) {
        return CANNOT_REMOVE + state + ": stop the container before removing or force remove";
    }

    private static void notRunning(Phase phase) {
        put(phase, Verb.STOP, new Outcome.NotModified(ALREADY_STOPPED));
        refuse(phase, NOT_RUNNING, Verb.KILL, Verb.PAUSE, Verb.EXEC);
        refuse(phase, NOT_PAUSED, Verb.UNPAUSE);
    }

    private static void becomes(Phase phase, Verb verb, Phase next) {
        put(phase, verb, new Outcome.Becomes(next));
    }

    private static void stays(Phase phase, Verb... verbs) {
        for (Verb verb : verbs) {
            put(phase, verb, new Outcome.Stays());
        }
    }

    private static void refuse(Phase phase, String sentence, Verb... verbs) {
        for (Verb verb : verbs) {
            put(phase, verb, new Outcome.Refused(sentence));
        }
    }

    private static void put(Phase phase, Verb verb, Outcome outcome) {
        TABLE.computeIfAbsent(phase, _ -> new EnumMap<>(Verb.class)).put(verb, outcome);
    }
}
