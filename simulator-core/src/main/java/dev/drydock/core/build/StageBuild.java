package dev.drydock.core.build;

import dev.drydock.core.container.Signal;
import dev.drydock.core.container.WorkingTree;
import dev.drydock.core.dockerfile.ConfigChanges;
import dev.drydock.core.dockerfile.ConfigInstruction;
import dev.drydock.core.dockerfile.Dockerfile;
import dev.drydock.core.dockerfile.Instruction;
import dev.drydock.core.dockerfile.InstructionParser;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.History;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds one stage, instruction by instruction. For use by one thread. */
final class StageBuild {
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final List<String> SHELL = List.of("/bin/sh", "-c");

    private final BuildJob job;
    private final BuildListener listener;
    private final BuildArguments.Stage arguments;
    private final StageSources sources;
    private StageResult state;
    private long added;
    private boolean baseIsRebuilt;

    StageBuild(BuildJob job, StageSources sources, BuildListener listener) {
        this.job = job;
        this.sources = sources;
        this.listener = listener;
        this.arguments = job.arguments().new Stage();
        this.state = new StageResult(Optional.empty(), RunConfig.EMPTY, "", false, false);
    }

    BuildJob job() {
        return job;
    }

    StageSources sources() {
        return sources;
    }

    StageResult state() {
        return state;
    }

    BuildArguments.Stage arguments() {
        return arguments;
    }

    void tell(BuildEvent event) {
        listener.on(event);
    }

    /** Begins with an image, or with nothing. */
    void from(StageResult base) throws IOException {
        RunConfig config = base.config();
        List<String> triggers = config.onBuild() == null ? List.of() : config.onBuild();
        List<String> environment = new ArrayList<>(config.env() == null ? List.of() : config.env());
        if (environment.stream().noneMatch(entry -> entry.startsWith("PATH="))) {
            environment.add(PATH);
        }
        RunConfig begun = new RunConfig(
                config.user(),
                config.exposedPorts(),
                environment,
                config.entrypoint(),
                config.cmd(),
                config.volumes(),
                config.workingDir(),
                config.labels(),
                config.stopSignal(),
                config.healthcheck(),
                null,
                config.shell());
        baseIsRebuilt = base.isRebuilt();
        state = new StageResult(base.image(), begun, "", false, false);
        if (!triggers.isEmpty()) {
            tell(new BuildEvent.Triggers(triggers.size()));
        }
        for (String trigger : triggers) {
            perform(trigger, InstructionParser.parseTrigger(trigger, '\\'));
        }
    }

    Optional<ImageId> imageId() {
        return state.image().map(Image::id);
    }

    /** Bytes that the last instruction added. */
    long added() {
        return added;
    }

    void perform(Dockerfile.Line line) throws IOException {
        perform(line.text(), line.instruction());
    }

    private void perform(String text, Instruction instruction) throws IOException {
        job.cancellation().check();
        added = 0;
        switch (instruction) {
            case Instruction.From _ -> throw new InvalidParameter("FROM isn't allowed as an ONBUILD trigger");
            case Instruction.Arg arg -> declare(text, arg);
            case Instruction.Run run -> new RunStep(this, text).perform(run);
            case Instruction.Copy copy -> new CopyStep(this, text).perform(copy);
            case ConfigInstruction config -> configure(text, config);
        }
    }

    ConfigChanges changes() {
        return new ConfigChanges(
                state.config(), arguments.values(), job.dockerfile().escape(), state.hasOwnCommand());
    }

    private void declare(String text, Instruction.Arg arg) throws IOException {
        StringBuilder comment = new StringBuilder("ARG");
        for (Instruction.Arg.Declaration declaration : arg.declarations()) {
            ConfigChanges changes = changes();
            String name = changes.expand(declaration.name());
            Optional<String> value = declaration.value().map(changes::expand);
            arguments.declare(name, value);
            comment.append(' ').append(name);
            value.ifPresent(given -> comment.append('=').append(given));
        }
        change(text, state, comment.toString());
    }

    private void configure(String text, ConfigInstruction instruction) throws IOException {
        ConfigChanges changes = changes();
        ConfigInstruction expanded = changes.expand(instruction);
        RunConfig config = changes.applyExpanded(expanded).result();
        if (expanded instanceof ConfigInstruction.StopSignal(String signal)) {
            check(signal);
        }
        String author = expanded instanceof ConfigInstruction.Maintainer(String name) ? name : state.author();
        boolean hasOwnCommand = state.hasOwnCommand() || expanded instanceof ConfigInstruction.Cmd;
        StageResult next = new StageResult(state.image(), config, author, hasOwnCommand, state.isRebuilt());
        if (expanded instanceof ConfigInstruction.Workdir) {
            workdir(text, next);
        } else {
            change(text, next, ConfigComment.of(expanded, config));
        }
    }

    private static void check(String signal) {
        try {
            Signal.parse(signal);
        } catch (InvalidParameter e) {
            throw new InvalidParameter("Invalid signal: " + signal, e);
        }
    }

    /** Nothing but the configuration is another, or the history. */
    private void change(String text, StageResult next, String comment) throws IOException {
        String createdBy = comment("#(nop)  " + comment, next.config());
        if (!isCached(new PreviousSteps.Step(text, Map.of()), createdBy, next)) {
            commit(createdBy, next, Optional.empty());
        }
    }

    private void workdir(String text, StageResult next) throws IOException {
        String path = String.valueOf(next.config().workingDir());
        String createdBy = comment("#(nop) WORKDIR " + path, next.config());
        if (isCached(new PreviousSteps.Step(text, Map.of()), createdBy, next)) {
            return;
        }
        try (WorkingTree tree = workingTree()) {
            ImageFiles.makeDirectory(tree.files(), path);
            commit(createdBy, next, tree.commit(job.lease(), SourceDate.filter(job.epoch())));
        }
    }

    WorkingTree workingTree() {
        return job.services().containers().workingTree(state.image().flatMap(Image::chain));
    }

    /** What the history says of an instruction that runs nothing. */
    String comment(String text, RunConfig config) {
        List<String> shell = config.shell() == null || config.shell().isEmpty() ? SHELL : config.shell();
        return String.join(" ", shell) + " " + text;
    }

    /** Goes on with what was made before, where the cache has it. */
    boolean isCached(PreviousSteps.Step step, String createdBy, StageResult next) throws IOException {
        Optional<ImageId> parent = imageId();
        if (!job.request().useCache()) {
            tell(new BuildEvent.CacheMissed(new CacheMiss.Disabled()));
        } else if (state.isRebuilt()) {
            tell(new BuildEvent.CacheMissed(new CacheMiss.EarlierStep()));
        } else {
            Optional<Image> known = known(createdBy, next);
            if (known.isPresent()) {
                state = next.withImage(known.get());
                job.previous().done(parent, step);
                tell(new BuildEvent.CacheHit());
                return true;
            }
            CacheMiss reason = job.previous().reason(parent, step);
            boolean isLater = baseIsRebuilt && reason instanceof CacheMiss.New;
            tell(new BuildEvent.CacheMissed(isLater ? new CacheMiss.EarlierStep() : reason));
        }
        job.previous().done(parent, step);
        state = state.rebuilt();
        return false;
    }

    private Optional<Image> known(String createdBy, StageResult next) throws IOException {
        Optional<Image> own = job.cache().find(state.image(), createdBy, next.config());
        Optional<BuildCache.Borrowed> other =
                own.isPresent() ? Optional.empty() : job.cache().borrow(state.image(), createdBy);
        if (other.isEmpty()) {
            own.flatMap(Image::chain).ifPresent(job.lease()::find);
            return own.filter(image -> job.services().images().byId(image.id()).isPresent());
        }
        other.get().layer().ifPresent(layer -> job.lease().find(layer.id()));
        return Optional.of(make(other.get().history(), next, other.get().layer()));
    }

    /** Makes the image that an instruction results in. */
    void commit(String createdBy, StageResult next, Optional<Layer> layer) throws IOException {
        job.cancellation().check();
        String author = next.author().isEmpty() ? null : next.author();
        History step = new History(job.now().toString(), createdBy, author, null, layer.isPresent() ? null : true);
        state = next.withImage(make(step, next, layer)).rebuilt();
        added = layer.map(Layer::size).orElse(0L);
    }

    private Image make(History step, StageResult next, Optional<Layer> layer) throws IOException {
        Optional<Image> parent = state.image();
        List<String> diffIds = new ArrayList<>(
                parent.map(image -> image.config().rootfs().diffIds()).orElse(List.of()));
        layer.ifPresent(made -> diffIds.add(made.diffId().toString()));
        List<History> history =
                new ArrayList<>(parent.map(image -> image.config().history()).orElse(List.of()));
        history.add(step);
        ImageConfig config = new ImageConfig(
                step.created(),
                next.author().isEmpty() ? null : next.author(),
                parent.map(image -> image.config().architecture())
                        .orElse(job.request().platform().architecture()),
                parent.map(image -> image.config().os())
                        .orElse(job.request().platform().os()),
                next.config(),
                new ImageConfig.RootFs("layers", diffIds),
                history);
        return job.services().images().add(job.lease(), NewImage.made(config, parent.map(Image::id), List.of()));
    }
}
