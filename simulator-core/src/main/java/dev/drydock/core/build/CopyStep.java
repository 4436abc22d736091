package dev.drydock.core.build;

import dev.drydock.core.container.ContainerTree.Owner;
import dev.drydock.core.container.WorkingTree;
import dev.drydock.core.dockerfile.ConfigChanges;
import dev.drydock.core.dockerfile.Instruction.Copy;
import dev.drydock.core.dockerfile.Instruction.Copy.Source;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** {@code COPY} and {@code ADD}. */
final class CopyStep {
    private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*|git@.*");
    private static final Pattern MODE = Pattern.compile("0*[0-7]{1,4}");

    private final StageBuild stage;
    private final String text;

    CopyStep(StageBuild stage, String text) {
        this.stage = stage;
        this.text = text;
    }

    void perform(Copy copy) throws IOException {
        ConfigChanges changes = stage.changes();
        String name = copy.kind().name();
        String destination = changes.expand(copy.destination());
        boolean isDirectory = destination.endsWith("/") || destination.endsWith("/.") || destination.equals(".");
        refuseMany(copy.sources(), isDirectory, name);
        try (CopiedFiles files = new CopiedFiles(stage)) {
            List<CopySource> sources = new ArrayList<>();
            for (Source source : copy.sources()) {
                sources.addAll(sources(files, copy, source, changes));
            }
            if (sources.isEmpty()) {
                throw new InvalidParameter(name + " failed: no source files were specified");
            }
            // Once more: a pattern may name several.
            refuseMany(sources, isDirectory, name);
            copy(copy, sources, destination, changes);
        }
    }

    private static void refuseMany(List<?> sources, boolean isDirectory, String instruction) {
        if (sources.size() > 1 && !isDirectory) {
            throw new InvalidParameter("When using " + instruction
                    + " with more than one source file, the destination must be a directory and end with a /");
        }
    }

    private List<CopySource> sources(CopiedFiles files, Copy copy, Source source, ConfigChanges changes)
            throws IOException {
        return switch (source) {
            case Source.Inline(var heredoc) ->
                List.of(files.inline(
                        heredoc.name(), heredoc.isExpanded() ? changes.expandText(heredoc.text()) : heredoc.text()));
            case Source.Named(String word) -> {
                String expanded = changes.expand(word);
                if (URL.matcher(expanded).matches()) {
                    throw refused(copy, expanded);
                }
                yield files.named(copy.kind().name(), copy.from(), expanded);
            }
        };
    }

    private static EngineException refused(Copy copy, String url) {
        return copy.kind() == Copy.Kind.COPY
                ? new InvalidParameter("COPY failed: source can't be a URL for COPY")
                : new EngineException.Forbidden("ADD failed: downloading is not allowed on this lab host: get " + url
                        + " yourself, put it into the build context and COPY it");
    }

    private void copy(Copy copy, List<CopySource> sources, String destination, ConfigChanges changes)
            throws IOException {
        Optional<String> owner = copy.owner().map(changes::expand).filter(given -> !given.isEmpty());
        OptionalInt mode = mode(copy.mode().map(changes::expand));
        StringBuilder comment =
                new StringBuilder("#(nop) ").append(copy.kind().name()).append(' ');
        owner.ifPresent(given -> comment.append("--chown=").append(given).append(' '));
        mode.ifPresent(given ->
                comment.append("--chmod=").append(Integer.toOctalString(given)).append(' '));
        comment.append(CopySource.digest(sources))
                .append(" in ")
                .append(destination)
                .append(' ');
        String createdBy = stage.comment(comment.toString(), stage.state().config());
        PreviousSteps.Step step = new PreviousSteps.Step(text, CopySource.contents(sources));
        if (stage.isCached(step, createdBy, stage.state())) {
            return;
        }
        try (WorkingTree tree = stage.workingTree()) {
            Optional<Owner> identity = owner.map(given -> OwnerLookup.of(given, tree.files()))
                    .or(() -> copy.from().isPresent() ? Optional.empty() : Optional.of(new Owner(0, 0)));
            String directory = stage.state().config().workingDir();
            String path = destination.startsWith("/")
                    ? destination
                    : (directory == null ? "" : directory) + "/" + destination;
            new CopyTarget(
                            tree.files(),
                            path.endsWith("/.") || path.endsWith("/") ? path : end(path, destination),
                            stage.job().now())
                    .copy(sources, copy.kind() == Copy.Kind.ADD, identity, mode);
            stage.commit(
                    createdBy,
                    stage.state(),
                    tree.commit(
                            stage.job().lease(), SourceDate.filter(stage.job().epoch())));
        }
    }

    /** A dot alone means the working directory, which is one. */
    private static String end(String path, String destination) {
        return destination.equals(".") ? path + "/" : path;
    }

    private static OptionalInt mode(Optional<String> given) {
        if (given.isEmpty() || given.get().isEmpty()) {
            return OptionalInt.empty();
        }
        if (!MODE.matcher(given.get()).matches()) {
            throw new InvalidParameter("invalid chmod parameter: '"
                    + given.get().toLowerCase(Locale.ROOT) + "'. it should be octal string and between 0 and 07777");
        }
        return OptionalInt.of(Integer.parseInt(given.get(), 8));
    }
}
