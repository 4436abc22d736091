package dev.drydock.web.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the live socket sends, each as one JSON object whose {@code type} names its kind. */
sealed interface LiveMessage {
    String type();

    /**
     * What the engine has now.
     *
     * @param networks oldest first
     */
    record EngineState(
            String type,
            List<ImageState> images,
            List<ContainerStatus> containers,
            List<NetworkState> networks,
            Optional<BuildState> build)
            implements LiveMessage {
        EngineState(
                List<ImageState> images,
                List<ContainerStatus> containers,
                List<NetworkState> networks,
                Optional<BuildState> build) {
            this("engine", images, containers, networks, build);
        }
    }

    /** What happened since the last such message, oldest first. */
    record Happened(String type, List<EventEntry> events) implements LiveMessage {
        Happened(List<EventEntry> events) {
            this("events", events);
        }
    }

    /** Every verb that changes a container's state. */
    record LifecycleTable(String type, List<Transition> transitions) implements LiveMessage {
        LifecycleTable(List<Transition> transitions) {
            this("lifecycle", transitions);
        }
    }

    /**
     * Where the browser finds the lab host's ports.
     *
     * @param address with {@code PORT} in place of a number; absent when this browser would not find it
     */
    record PreviewAddress(String type, Optional<String> address) implements LiveMessage {
        PreviewAddress(Optional<String> address) {
            this("preview", address);
        }
    }

    /**
     * How far the student is.
     *
     * @param captured what the texts of the lesson have in them besides what the lesson began with
     * @param drawn what the lesson began with
     */
    record LessonState(String type, List<StepState> steps, String captured, String drawn) implements LiveMessage {
        LessonState(List<StepState> steps, String captured, String drawn) {
            this("progress", steps, captured, drawn);
        }
    }

    /**
     * What is said to an answer.
     *
     * @param type {@code quiz}
     * @param verdict {@code right}, {@code partly}, {@code wrong}, {@code no-number}, {@code not-there}, {@code noted} for
     *     a prediction, {@code shown} when the step was skipped, or {@code open} before the first answer
     * @param given what was typed, or ids of answers with spaces between them
     * @param sentence in the page's language
     * @param compare what the fold is called that has the feedback to a prediction; empty where it stands open
     */
    record QuizState(
            String type,
            String id,
            String verdict,
            int attempts,
            String given,
            String sentence,
            String compare,
            List<Feedback> feedback)
            implements LiveMessage {}

    /**
     * What is said to one of a quiz's answers; of those that were given or shown only.
     *
     * @param html from the lesson's text
     */
    record Feedback(String answer, boolean right, String html) {}

    /**
     * An image.
     *
     * @param layers lowest first
     */
    record ImageState(String id, List<String> references, long size, List<LayerState> layers) {}

    /**
     * A layer of an image.
     *
     * @param chain names the stack that ends here: layers with the same one are stored once
     * @param instruction what made it, empty when the image does not say
     */
    record LayerState(String chain, String diff, long size, String instruction) {}

    /**
     * A container.
     *
     * @param image id of its image
     * @param imageName as the user gave it
     * @param health absent without a health check, and when it does not run
     * @param exitCode of the last run, absent before the first end
     * @param ports of the lab host that lead to it, while it runs
     * @param shares id of the container in whose network namespace it is
     * @param joins ids of the networks that it is on whenever it runs
     * @param endpoints its places on networks, while it runs
     */
    record ContainerStatus(
            String id,
            String name,
            String image,
            String imageName,
            String state,
            Optional<String> health,
            Optional<Integer> exitCode,
            String command,
            List<PortState> ports,
            Optional<String> shares,
            List<String> joins,
            List<NetworkState.Place> endpoints) {}

    /**
     * A published port.
     *
     * @param address of the lab host at which it is open; empty for all
     * @param container such as {@code 80/tcp}
     */
    record PortState(String address, int host, String container) {}

    /**
     * The latest build.
     *
     * @param status {@code running}, {@code done}, {@code failed} or {@code cancelled}
     */
    record BuildState(String id, String status, List<String> tags, String error, List<RungState> steps) {}

    /**
     * A step of a build.
     *
     * @param status {@code running}, {@code cached}, {@code done}, {@code failed}
     * @param reason why the cache did not have it: {@code new}, {@code earlier}, {@code disabled}, {@code instruction},
     *     {@code arguments} or {@code files}; absent for one that was there, or that the cache is not asked about
     * @param detail what it was before, or which files changed
     * @param size bytes of the layer that it added
     */
    record RungState(int number, String text, String status, Optional<String> reason, String detail, long size) {}

    record Transition(String from, String verb, String to) {}

    record EventEntry(String kind, String action, String id, Map<String, String> attributes, String time) {}

    /**
     * A step.
     *
     * @param reason why an open step is not done, in the page's language
     * @param wrong id of the wrong answer that was given; the page has its explanation
     * @param hint id of the hint with a condition that helps now; the page has its text
     */
    record StepState(
            String id, String status, Optional<String> reason, Optional<String> wrong, Optional<String> hint) {}
}
