package dev.drydock.web.engineapi;

import dev.drydock.core.archive.ImageImporter;
import dev.drydock.core.archive.ImageLoader;
import dev.drydock.core.archive.ImageSaver;
import dev.drydock.core.archive.LoadListener;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.Images;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.Tag;
import dev.drydock.web.engineapi.json.ProgressLine;
import dev.drydock.web.unixsocket.UnreadBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Images as archives: {@code docker save}, {@code load} and {@code import}. */
final class ArchiveRoutes {
    private static final int SHORT = 12;
    /** A line for each so many bytes. */
    private static final long STEP = 512 * 1024;

    private final InstantSource clock;

    ArchiveRoutes(InstantSource clock) {
        this.clock = clock;
    }

    void install(RoutesConfig routes) {
        routes.get("/images/get", context -> save(context, context.queryParams("names")));
        routes.get("/images/<name>/get", context -> save(context, List.of(context.pathParam("name"))));
        routes.post("/images/load", ArchiveRoutes::load);
    }

    private static void save(Context context, List<String> names) throws IOException {
        Images images = LabEndPoint.engine(context).images();
        LabEndPoint.work(context).run(() -> {
            try (ImageSaver saver = new ImageSaver(images, names)) {
                context.contentType("application/x-tar");
                saver.writeTo(context.res().getOutputStream());
                saver.images().forEach(images::saved);
            }
        });
    }

    private static void load(Context context) throws IOException {
        Images images = LabEndPoint.engine(context).images();
        ImageLoader loader = new ImageLoader(images, Platforms.machine());
        boolean quiet = Query.flag(context, "quiet");
        LabEndPoint.work(context).run(() -> {
            try (ProgressAnswer answer = new ProgressAnswer(context, () -> {})) {
                Listener listener = new Listener(answer, quiet);
                answer.runWhole(() -> {
                    loadAll(loader, context, listener);
                    listener.end();
                });
            }
        });
    }

    /** Takes in what follows the archive, too: clients read the answer when they have sent everything. */
    private static void loadAll(ImageLoader loader, Context context, LoadListener listener) throws IOException {
        try {
            loader.load(context.req().getInputStream(), listener);
        } finally {
            UnreadBody.discard(context);
        }
    }

    /** Docker's lines for what happens. */
    private static final class Listener implements LoadListener {
        private final ProgressAnswer answer;
        private final boolean quiet;
        private long told;
        private boolean hasLoaded;

        Listener(ProgressAnswer answer, boolean quiet) {
            this.answer = answer;
            this.quiet = quiet;
        }

        @Override
        public void unpacking(DiffId layer, long done, long total) {
            if (done < told) {
                told = 0;
            }
            if (quiet || (done < told + STEP && done < total)) {
                return;
            }
            told = done;
            String id = layer.digest().hex().substring(0, SHORT);
            answer.write(ProgressLine.progress(id, "Loading layer", done, total, ProgressBar.of(done, total)));
        }

        @Override
        public void renamed(ImageReference name, ImageId old) {
            answer.write(ProgressLine.stream("The image " + name.familiar()
                    + " already exists, renaming the old one with ID " + old + " to empty string\n"));
        }

        /** Of an archive without images dockerd says an empty line. */
        void end() {
            if (!hasLoaded) {
                answer.write(ProgressLine.stream(""));
            }
        }

        @Override
        public void loaded(ImageId image, Optional<ImageReference> name) {
            hasLoaded = true;
            answer.write(ProgressLine.stream(name.map(reference -> "Loaded image: " + reference.familiar() + "\n")
                    .orElse("Loaded image ID: " + image + "\n")));
        }
    }

    /** {@code POST /images/create} with {@code fromSrc}. */
    void importImage(Context context) throws IOException {
        String source = Query.text(context, "fromSrc");
        if (!source.equals("-")) {
            throw new EngineException.Forbidden("importing from a URL is not allowed on this lab host: download "
                    + source + " and give the file to docker import");
        }
        ImageImporter.Request request = new ImageImporter.Request(
                name(Query.text(context, "repo"), Query.text(context, "tag")),
                Query.optional(context, "message").orElse("Imported from " + source),
                String.join("\n", context.queryParams("changes")),
                platform(Query.text(context, "platform")),
                clock.instant());
        ImageImporter importer = new ImageImporter(LabEndPoint.engine(context).images());
        LabEndPoint.work(context).run(() -> {
            try (ProgressAnswer answer = new ProgressAnswer(context, () -> {})) {
                answer.run(() -> {
                    Image image = importer.run(context.req().getInputStream(), request);
                    answer.write(ProgressLine.status(image.id().toString()));
                });
            }
        });
    }

    private static Optional<ImageReference> name(String repository, String tag) {
        if (repository.isEmpty()) {
            return Optional.empty();
        }
        ImageReference reference = ImageReference.parse(repository);
        if (reference.digest().isPresent()) {
            throw new EngineException.InvalidParameter("cannot import digest reference");
        }
        return Optional.of(tag.isEmpty() ? reference : ImageReference.of(reference.repository(), new Tag(tag)));
    }

    private static Platform platform(String text) {
        if (text.isEmpty()) {
            return Platforms.machine();
        }
        String[] parts = text.split("/", -1);
        return parts.length == 1
                ? new Platform(Platforms.architecture(), parts[0], null)
                : new Platform(parts[1], parts[0], parts.length > 2 ? parts[2] : null);
    }
}
