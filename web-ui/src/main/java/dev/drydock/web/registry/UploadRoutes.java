package dev.drydock.web.registry;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.registry.BlobLink;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.Chunk;
import dev.drydock.core.registry.FinalChunk;
import dev.drydock.core.registry.ManifestReference;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryError;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.core.registry.RepositoryPath;
import dev.drydock.core.registry.UploadId;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Blobs that are being pushed, and those that are mounted instead. */
final class UploadRoutes {
    private final Registry registry;

    UploadRoutes(Registry registry) {
        this.registry = registry;
    }

    /** {@code POST /v2/NAME/blobs/uploads/}: mounts a blob, takes one in one piece, or begins an upload. */
    void begin(Context context, Target.Uploads target) throws IOException {
        RegistryRoutes.allow(context, HandlerType.POST);
        Caller caller = RegistryRoutes.caller(context);
        RepositoryPath repository = target.repository();
        Optional<Digest> mount = digest(context, "mount");
        if (mount.isPresent()) {
            Optional<RepositoryPath> from =
                    Optional.ofNullable(context.queryParam("from")).map(RepositoryPath::new);
            Optional<BlobLink> mounted = registry.mount(caller, repository, mount.get(), from);
            if (mounted.isPresent()) {
                created(context, repository, mounted.get());
                return;
            }
        }
        Optional<Digest> digest = digest(context, "digest");
        if (digest.isPresent()) {
            created(
                    context,
                    repository,
                    registry.push(caller, repository, new FinalChunk(digest.get(), chunk(context))));
        } else {
            context.status(202);
            describe(context, repository, registry.beginUpload(caller, repository), 0);
        }
    }

    void serve(Context context, Target.Upload target) throws IOException {
        Caller caller = RegistryRoutes.caller(context);
        switch (context.method().name()) {
            case "GET", "HEAD" -> {
                long size = registry.uploadSize(caller, target.repository(), target.id());
                context.status(204);
                describe(context, target.repository(), target.id(), size);
            }
            case "PATCH" -> append(context, target);
            case "PUT" ->
                finish(
                        context,
                        target,
                        digest(context, "digest")
                                .orElseThrow(() -> new RegistryException(
                                        RegistryError.DIGEST_INVALID, "the digest of the whole is missing")));
            case "DELETE" -> {
                registry.cancelUpload(caller, target.repository(), target.id());
                context.status(204);
            }
            default -> throw new MethodNotAllowedResponse();
        }
    }

    private void append(Context context, Target.Upload target) throws IOException {
        Caller caller = RegistryRoutes.caller(context);
        Chunk chunk = chunk(context);
        try {
            long size = registry.append(caller, target.repository(), target.id(), chunk);
            context.status(202);
            describe(context, target.repository(), target.id(), size);
        } catch (RegistryException e) {
            throw withPlace(context, target, e);
        }
    }

    private void finish(Context context, Target.Upload target, Digest digest) throws IOException {
        Caller caller = RegistryRoutes.caller(context);
        Chunk chunk = chunk(context);
        try {
            BlobLink blob =
                    registry.finishUpload(caller, target.repository(), target.id(), new FinalChunk(digest, chunk));
            created(context, target.repository(), blob);
        } catch (RegistryException e) {
            throw withPlace(context, target, e);
        }
    }

    /** Who sent a chunk out of order is told where the upload goes on. */
    private RegistryException withPlace(Context context, Target.Upload target, RegistryException failure) {
        if (failure.code() == RegistryError.RANGE_INVALID) {
            long size = registry.uploadSize(RegistryRoutes.caller(context), target.repository(), target.id());
            describe(context, target.repository(), target.id(), size);
        }
        return failure;
    }

    private static Chunk chunk(Context context) throws IOException {
        String header = context.header("Content-Range");
        if (header == null) {
            return Chunk.of(context.req().getInputStream());
        }
        ByteRange range = ByteRange.parseChunk(header)
                .orElseThrow(() -> new RegistryException(
                        RegistryError.RANGE_INVALID, "the range of a chunk is START-END, in bytes"));
        long length = context.req().getContentLengthLong();
        if (length >= 0 && length != range.length()) {
            throw new RegistryException(
                    RegistryError.SIZE_INVALID,
                    "the range has " + range.length() + " bytes, but the request says that it has " + length);
        }
        return new Chunk(
                OptionalLong.of(range.start()),
                OptionalLong.of(range.length()),
                context.req().getInputStream());
    }

    private static Optional<Digest> digest(Context context, String parameter) {
        return Optional.ofNullable(context.queryParam(parameter)).map(ManifestReference::digest);
    }

    private static void describe(Context context, RepositoryPath repository, UploadId id, long size) {
        context.header("Location", "/v2/" + repository + "/blobs/uploads/" + id);
        context.header("Docker-Upload-UUID", id.value());
        context.header("Range", "0-" + Math.max(0, size - 1));
    }

    private static void created(Context context, RepositoryPath repository, BlobLink blob) {
        context.status(201);
        context.header("Location", "/v2/" + repository + "/blobs/" + blob.digest());
        context.header("Docker-Content-Digest", blob.digest().toString());
    }
}
