package dev.drydock.core.build;

import dev.drydock.core.blob.Compression;
import dev.drydock.core.container.ContainerPath;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.dockerfile.DockerIgnore;
import dev.drydock.core.dockerfile.Dockerfile;
import dev.drydock.core.dockerfile.DockerfileParser;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The builds of one engine. Safe for use by several threads. */
public final class Builds {
    /** Bytes of all files of a build context, or of what is copied at once. */
    static final long FILES_LIMIT = 1L << 30;

    private static final int DOCKERFILE_LIMIT = 4 << 20;
    private static final int AT_ONCE = 4;

    private final BuildServices services;
    private final PreviousSteps previous = new PreviousSteps();
    private final CacheDirectories caches;
    private final BuildLog log;
    private int running;

    public Builds(BuildServices services) {
        this.services = services;
        this.caches = new CacheDirectories(services.volumes(), services.clock());
        this.log = new BuildLog(services.events(), services.clock());
    }

    /** Takes away what builds keep for later ones and none uses now; bytes of it. */
    public long prune() {
        return caches.prune();
    }

    /** The latest builds, oldest first. */
    public List<Build> list() {
        return log.list();
    }

    /**
     * Builds an image.
     *
     * @param upload the context
     * @param listener told what happens, on several threads, one at a time
     * @throws BuildFailure when a command ended with an error
     * @throws EngineException with Docker's sentence for everything else
     */
    public ImageId build(BuildRequest request, BuildUpload upload, BuildListener listener, Cancellation cancellation)
            throws IOException {
        enter();
        try (FileTree files = receive(upload)) {
            String text = dockerfile(files, request.dockerfile());
            Dockerfile dockerfile =
                    DockerfileParser.parse(text, request.dockerfile().isEmpty() ? "Dockerfile" : request.dockerfile());
            hideIgnored(files, request.dockerfile().isEmpty() ? "Dockerfile" : request.dockerfile());
            BuildLog.Entry entry = log.begin(services.ids().next(), request);
            return entry.follow(listener, told -> build(new Parsed(request, dockerfile, files), told, cancellation));
        } finally {
            leave();
        }
    }

    private FileTree receive(BuildUpload upload) throws IOException {
        try {
            return FileTreeReader.read(Compression.open(upload.tar()).content(), services.scratch(), limit());
        } finally {
            upload.onRead().run();
        }
    }

    private long limit() {
        return Math.min(FILES_LIMIT, services.images().room().left());
    }

    private synchronized void enter() {
        if (running >= AT_ONCE) {
            throw new EngineException.Unavailable(
                    "a lab host builds at most " + AT_ONCE + " images at once: wait until another build has ended");
        }
        running++;
    }

    private synchronized void leave() {
        running--;
    }

    private record Parsed(BuildRequest request, Dockerfile dockerfile, FileTree files) {}

    private ImageId build(Parsed parsed, BuildListener listener, Cancellation cancellation) throws IOException {
        BuildRequest request = parsed.request();
        BuildArguments arguments = new BuildArguments(request.arguments(), request.platform());
        try (ContentLease lease = services.images().lease()) {
            BuildJob job = new BuildJob(
                    services,
                    request,
                    parsed.dockerfile(),
                    parsed.files(),
                    arguments,
                    new BuildCache(services.images(), cacheSources(request, lease)),
                    lease,
                    SourceDate.parse(arguments.given(BuildArguments.SOURCE_DATE_EPOCH)),
                    previous,
                    caches,
                    cancellation.child());
            ImageId built = new BuildRun(job, listener).run();
            tell(listener, job, built);
            return built;
        }
    }

    private void tell(BuildListener listener, BuildJob job, ImageId built) {
        if (!job.arguments().unused().isEmpty()) {
            listener.on(new BuildEvent.Warning("One or more build-args ["
                    + String.join(" ", job.arguments().unused()) + "] were not consumed"));
        }
        listener.on(new BuildEvent.Built(built));
        job.request().tags().forEach(name -> {
            services.images().tag(built.toString(), name);
            listener.on(new BuildEvent.Tagged(name));
        });
    }

    private List<Image> cacheSources(BuildRequest request, ContentLease lease) {
        return request.cacheFrom().stream()
                .flatMap(name -> find(name).stream())
                .peek(image -> image.chain().ifPresent(lease::find))
                .toList();
    }

    private Optional<Image> find(String name) {
        try {
            return Optional.of(services.images().find(name));
        } catch (EngineException e) {
            // As dockerd: an image to borrow from that is not there changes nothing.
            return Optional.empty();
        }
    }

    /** Clients leave out what is ignored, but for these two, which the server needs. */
    private static void hideIgnored(FileTree files, String dockerfile) throws IOException {
        Optional<TreeFile> file = files.follow(".dockerignore").filter(found -> found.kind() == TreeFile.Kind.REGULAR);
        if (file.isEmpty()) {
            return;
        }
        if (file.get().size() > DockerIgnore.MAX_LENGTH) {
            throw new InvalidParameter(".dockerignore greater than max allowed size of " + DockerIgnore.MAX_LENGTH);
        }
        DockerIgnore ignored;
        try (InputStream in = files.open(file.get())) {
            ignored = DockerIgnore.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        for (String path : List.of(".dockerignore", dockerfile)) {
            if (ignored.excludes(path)) {
                files.hide(path);
            }
        }
    }

    private static String dockerfile(FileTree files, String given) throws IOException {
        String name = given.isEmpty() ? "Dockerfile" : given;
        String path = ContainerPath.of("/" + name).text().substring(1);
        if (CopySource.isOutside(name)) {
            throw new InvalidParameter("forbidden path outside the build context: " + name + " ()");
        }
        TreeFile file = files.follow(path)
                .or(() -> given.isEmpty() ? files.follow("dockerfile") : Optional.empty())
                .filter(found -> found.kind() == TreeFile.Kind.REGULAR)
                .orElseThrow(() -> new InvalidParameter("Cannot locate specified Dockerfile: " + name));
        if (file.size() > DOCKERFILE_LIMIT) {
            throw new InvalidParameter("the Dockerfile (" + name + ") is larger than " + DOCKERFILE_LIMIT + " bytes");
        }
        try (InputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
