package dev.drydock.lessons.quiz;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.course.Quiz.ContainerFact;
import dev.drydock.lessons.course.Quiz.Expected.OfContainer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What answers are compared with: how a container is now. */
final class ContainerFacts {
    private static final int SHORT_ID = 12;

    private ContainerFacts() {}

    /** All that would be right; none when there is no such container, or it has no such thing. */
    static List<String> values(OfContainer asked, EngineView view) {
        return view.containers().stream()
                .filter(container -> container.name().equals(asked.container()))
                .flatMap(container -> values(asked.fact(), container).stream())
                .toList();
    }

    /** @param text in lower case */
    static boolean isMeant(OfContainer asked, String text, EngineView view) {
        return values(asked, view).stream()
                .map(value -> value.toLowerCase(Locale.ROOT))
                .anyMatch(value -> value.equals(text)
                        || (asked.fact() == ContainerFact.IP && text.matches(Pattern.quote(value) + "/\\d\\d"))
                        || (asked.fact() == ContainerFact.ID && text.length() >= SHORT_ID && value.startsWith(text)));
    }

    private static List<String> values(ContainerFact fact, Container container) {
        return switch (fact) {
            case ID -> List.of(container.id().toString());
            case IMAGE -> List.of(container.config().image());
            case STATE -> List.of(container.state().word());
            case EXIT_CODE -> exitCode(container.state());
            case IP ->
                container.endpoints().stream()
                        .map(endpoint -> endpoint.address().getHostAddress())
                        .toList();
            case PORT ->
                container.ports().stream()
                        .map(port -> Integer.toString(port.hostPort()))
                        .distinct()
                        .toList();
            case HOSTNAME -> List.of(container.config().hostname());
        };
    }

    private static List<String> exitCode(ContainerState state) {
        return state instanceof ContainerState.Exited exited
                ? List.of(Integer.toString(exited.status().code()))
                : List.of();
    }
}
