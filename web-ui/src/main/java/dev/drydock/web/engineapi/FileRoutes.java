package dev.drydock.web.engineapi;

import dev.drydock.core.container.ContainerFiles;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.FileStat;
import dev.drydock.core.container.PathStat;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.Change;
import dev.drydock.core.layer.ChangeKind;
import dev.drydock.web.engineapi.json.ChangeBody;
import dev.drydock.web.engineapi.json.PathStatBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** The files of containers: {@code diff}, {@code cp} both ways and {@code export}. */
final class FileRoutes {
    private static final String CONTAINER = "/containers/<id>";
    private static final String ARCHIVE = CONTAINER + "/archive";
    private static final String TAR = "application/x-tar";
    private static final String STAT = "X-Docker-Container-Path-Stat";

    private FileRoutes() {}

    static void install(RoutesConfig routes) {
        routes.get(CONTAINER + "/changes", FileRoutes::changes);
        routes.get(CONTAINER + "/export", FileRoutes::export);
        routes.head(ARCHIVE, FileRoutes::stat);
        routes.get(ARCHIVE, FileRoutes::read);
        routes.put(ARCHIVE, FileRoutes::write);
    }

    private static void changes(Context context) {
        List<Change> changes = files(context).changes(context.pathParam("id"));
        List<ChangeBody> body = changes.stream()
                .map(change -> new ChangeBody(change.path(), number(change.kind())))
                .toList();
        if (body.isEmpty()) {
            // Go shows a list that was never made so.
            context.contentType("application/json").result("null\n");
        } else {
            Json.answer(context, body);
        }
    }

    private static int number(ChangeKind kind) {
        return switch (kind) {
            case MODIFIED -> 0;
            case ADDED -> 1;
            case DELETED -> 2;
        };
    }

    private static void export(Context context) throws IOException {
        Containers containers = LabEndPoint.engine(context).containers();
        String id = containers.find(context.pathParam("id")).id().value();
        LabEndPoint.work(context).inTurn(() -> {
            context.contentType("application/octet-stream");
            containers.files().export(id, context.res().getOutputStream());
        });
    }

    private static void stat(Context context) {
        context.header(STAT, header(files(context).stat(context.pathParam("id"), path(context))));
    }

    private static void read(Context context) throws IOException {
        files(context).read(context.pathParam("id"), path(context), stat -> {
            context.header(STAT, header(stat));
            context.contentType(TAR);
            return context.res().getOutputStream();
        });
    }

    private static void write(Context context) throws IOException {
        files(context)
                .write(
                        context.pathParam("id"),
                        path(context),
                        context.req().getInputStream(),
                        Query.flag(context, "noOverwriteDirNonDir"),
                        Query.flag(context, "copyUIDGID"));
    }

    private static ContainerFiles files(Context context) {
        return LabEndPoint.engine(context).containers().files();
    }

    private static String path(Context context) {
        return Query.optional(context, "path")
                .orElseThrow(() -> new EngineException.InvalidParameter("bad parameter: pathcannot be empty"));
    }

    private static String header(PathStat stat) {
        FileStat file = stat.file();
        PathStatBody body = new PathStatBody(
                stat.name(), file.size(), GoFileMode.of(file), Timestamps.rfc3339(file.modified()), stat.linkTarget());
        return Base64.getEncoder().encodeToString(Json.MAPPER.writeValueAsBytes(body));
    }
}
