package dev.drydock.web.live;

import dev.drydock.core.build.Build;
import dev.drydock.core.build.BuildStep;
import dev.drydock.core.build.CacheMiss;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.web.live.LiveMessage.BuildState;
import dev.drydock.web.live.LiveMessage.RungState;
import java.util.List;
import java.util.Locale;

/** Turns a build into the ladder that the page draws. */
final class BuildStates {
    private BuildStates() {}

    static BuildState of(Build build) {
        return new BuildState(
                build.id(),
                build.status().name().toLowerCase(Locale.ROOT),
                build.tags().stream().map(ImageReference::familiar).toList(),
                build.error(),
                build.steps().stream().map(step -> rung(step, build.status())).toList());
    }

    private static RungState rung(BuildStep step, Build.Status status) {
        return new RungState(
                step.number(),
                step.text(),
                word(step, status),
                step.miss().map(BuildStates::word),
                step.miss().map(BuildStates::detail).orElse(""),
                step.layerSize());
    }

    private static String word(BuildStep step, Build.Status status) {
        if (step.isDone()) {
            return step.isCached() ? "cached" : "done";
        }
        return status == Build.Status.RUNNING ? "running" : "failed";
    }

    private static String word(CacheMiss miss) {
        return switch (miss) {
            case CacheMiss.New _ -> "new";
            case CacheMiss.EarlierStep _ -> "earlier";
            case CacheMiss.Disabled _ -> "disabled";
            case CacheMiss.Instruction _ -> "instruction";
            case CacheMiss.Arguments _ -> "arguments";
            case CacheMiss.Files _ -> "files";
        };
    }

    private static String detail(CacheMiss miss) {
        return switch (miss) {
            case CacheMiss.Instruction(String before) -> before;
            case CacheMiss.Files(List<String> paths) -> String.join(", ", paths);
            case CacheMiss.New _, CacheMiss.EarlierStep _, CacheMiss.Disabled _, CacheMiss.Arguments _ -> "";
        };
    }
}
