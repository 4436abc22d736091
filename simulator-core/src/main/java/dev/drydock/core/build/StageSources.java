package dev.drydock.core.build;

import dev.drydock.core.distribution.PullRequest;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.Images;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.oci.PlatformChoice;
import dev.drydock.core.reference.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where one stage takes its base and its files from: stages before it, and images. */
final class StageSources {
    private static final String SCRATCH = "scratch";

    private final BuildJob job;
    private final int stage;
    private final Map<Integer, CompletableFuture<StageResult>> results;
    private final BuildListener listener;

    /**
     * @param stage place of the stage in the Dockerfile
     * @param results of the stages before it that are built, by their places
     */
    StageSources(
            BuildJob job, int stage, Map<Integer, CompletableFuture<StageResult>> results, BuildListener listener) {
        this.job = job;
        this.stage = stage;
        this.results = results;
        this.listener = listener;
    }

    /** What a stage begins with. */
    StageResult base(BuildPlan.Planned planned) {
        if (planned.baseStage().isPresent()) {
            return result(planned.baseStage().get());
        }
        if (planned.base().isEmpty()) {
            throw new InvalidParameter("base name (" + planned.stage().from().image() + ") should not be blank");
        }
        if (planned.base().equals(SCRATCH)) {
            return new StageResult(Optional.empty(), RunConfig.EMPTY, "", false, false);
        }
        Optional<Platform> platform = planned.stage()
                .from()
                .platform()
                .map(text -> PlatformChoice.parse(expand(text), job.request().platform()));
        Image image = image(planned.base(), job.request().pull(), platform);
        return new StageResult(Optional.of(image), image.config().config(), "", false, false);
    }

    private String expand(String text) {
        return dev.drydock.core.dockerfile.Expansion.of(text, job.dockerfile().escape(), job.arguments()::global);
    }

    private StageResult result(int index) {
        CompletableFuture<StageResult> result = results.get(index);
        if (result == null) {
            throw new InvalidParameter("the stage " + index + " is not built: a trigger of the base image needs it");
        }
        return result.join();
    }

    /** @param from as {@code --from} has it; empty for a stage that has nothing */
    Optional<Image> image(String from) {
        Optional<Integer> index = BuildPlan.source(from, stage, job.dockerfile().stages());
        if (index.isPresent()) {
            return result(index.get()).image();
        }
        try {
            return Optional.of(image(from, false, Optional.empty()));
        } catch (EngineException e) {
            throw new InvalidParameter("invalid from flag value " + from + ": " + e.getMessage(), e);
        }
    }

    private Image image(String name, boolean pull, Optional<Platform> platform) {
        Images images = job.services().images();
        if (!pull) {
            Optional<Image> here = here(name);
            if (here.isPresent()) {
                return here.get();
            }
        }
        ImageReference reference = ImageReference.parse(name);
        PullRequest request = new PullRequest(
                reference,
                false,
                platform,
                job.request().auth().apply(reference.repository().domain()));
        job.services()
                .distribution()
                .pull(request, progress -> listener.on(new BuildEvent.Pulling(progress)), job.cancellation());
        return here(name).orElseGet(() -> images.find(name));
    }

    private Optional<Image> here(String name) {
        try {
            Image image = job.services().images().find(name);
            image.chain().ifPresent(job.lease()::find);
            return job.services().images().byId(image.id());
        } catch (EngineException.NotFound e) {
            return Optional.empty();
        }
    }
}
