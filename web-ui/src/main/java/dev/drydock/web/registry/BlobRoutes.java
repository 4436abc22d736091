package dev.drydock.web.registry;

import dev.drydock.core.registry.BlobLink;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.Registry;
import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Blobs: layers, configurations and whatever else manifests name. */
final class BlobRoutes {
    private static final int PIECE = 1 << 17;

    private final Registry registry;

    BlobRoutes(Registry registry) {
        this.registry = registry;
    }

    void serve(Context context, Target.Blob target) throws IOException {
        Caller caller = RegistryRoutes.caller(context);
        switch (context.method().name()) {
            case "GET" -> get(context, registry.blob(caller, target.repository(), target.digest()));
            case "HEAD" -> {
                BlobLink blob = registry.blob(caller, target.repository(), target.digest());
                describe(context, blob);
                context.res().setContentLengthLong(blob.size());
            }
            case "DELETE" -> {
                registry.deleteBlob(caller, target.repository(), target.digest());
                context.status(202);
            }
            default -> throw new MethodNotAllowedResponse();
        }
    }

    private static void describe(Context context, BlobLink blob) {
        context.header("Docker-Content-Digest", blob.digest().toString());
        context.header("ETag", "\"" + blob.digest() + "\"");
        context.header("Accept-Ranges", "bytes");
        context.contentType("application/octet-stream");
    }

    private void get(Context context, BlobLink blob) throws IOException {
        ByteRange range = new ByteRange(0, blob.size() - 1);
        try {
            Optional<ByteRange> asked =
                    ByteRange.parse(Optional.ofNullable(context.header("Range")).orElse(""), blob.size());
            if (asked.isPresent()) {
                range = asked.get();
                context.status(206);
                context.header("Content-Range", "bytes " + range.start() + "-" + range.end() + "/" + blob.size());
            }
        } catch (ByteRange.Unsatisfiable e) {
            context.status(416).header("Content-Range", "bytes */" + blob.size());
            return;
        }
        try (InputStream in = registry.open(blob)) {
            describe(context, blob);
            context.res().setContentLengthLong(range.length());
            in.skipNBytes(range.start());
            copy(in, context.res().getOutputStream(), range.length());
        }
    }

    /** A blob that is shorter on the disk than it was breaks off, which no client takes for the whole. */
    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, length))];
        long left = length;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                throw new IOException("the blob ends too early");
            }
            out.write(piece, 0, read);
            left -= read;
        }
    }
}
