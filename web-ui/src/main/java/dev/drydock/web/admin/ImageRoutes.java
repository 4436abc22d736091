package dev.drydock.web.admin;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.offline.ImageLibrary;
import dev.drydock.core.offline.OfferedImage;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The offline images: {@code GET /images} lists them; {@code POST /images/build?name=…} builds and answers with lines while
 * it does, the last of which is {@code done} or {@code failed: …}; {@code GET /images/file?name=…} and {@code POST
 * /images/file} are for the file that carries them elsewhere.
 */
final class ImageRoutes {
    private final ImageLibrary library;

    ImageRoutes(ImageLibrary library) {
        this.library = library;
    }

    void register(JavalinConfig config) {
        config.routes.get("/images", this::list);
        config.routes.post("/images/build", this::build);
        config.routes.get("/images/file", this::save);
        config.routes.post("/images/file", this::load);
    }

    private void list(Context context) {
        String lines = library.list().stream().map(ImageRoutes::line).collect(Collectors.joining());
        context.result(row("NAME", "SIZE", "IMAGE ID", "TAGS") + lines);
    }

    private static String line(OfferedImage image) {
        String tags = image.references().stream()
                .map(reference -> reference.substring(reference.indexOf(':') + 1))
                .collect(Collectors.joining(", "));
        return image.made()
                .map(made -> row(
                        image.name(),
                        String.format(Locale.ROOT, "%.1f MB", made.size() / 1e6),
                        made.id().substring("sha256:".length(), "sha256:".length() + 12),
                        tags))
                .orElseGet(() -> row(image.name(), "not built", "-", tags));
    }

    private static String row(String name, String size, String id, String tags) {
        return String.format(Locale.ROOT, "%-18s %10s  %-12s  %s%n", name, size, id, tags);
    }

    private void build(Context context) throws IOException {
        context.contentType("text/plain; charset=utf-8");
        // Javalin's own stream keeps what it is told to flush.
        OutputStream out = context.res().getOutputStream();
        try {
            library.build(context.queryParams("name"), line -> send(out, line));
            send(out, "done");
        } catch (EngineException e) {
            send(out, "failed: " + e.getMessage());
        }
    }

    /** Whoever asked may have gone; what was begun is finished all the same. */
    private static void send(OutputStream out, String line) {
        try {
            out.write((line.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            return;
        }
    }

    private void save(Context context) {
        ImageLibrary.Archive archive = library.archive(context.queryParams("name"));
        context.contentType("application/x-tar");
        try {
            archive.writeTo(context.outputStream());
        } catch (IOException e) {
            // The answer ends early, and the client says so.
            throw new UncheckedIOException(e);
        }
    }

    private void load(Context context) {
        try {
            List<String> names = library.load(context.req().getInputStream());
            context.result(names.stream().map(name -> name + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            throw new EngineException.InvalidParameter("the file cannot be read: " + e.getMessage(), e);
        }
    }
}
