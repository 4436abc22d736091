package dev.drydock.sandbox.metadata;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.metadata.DurableFiles.Durability;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server's blobs in the file layout of an OCI image layout: {@code sha256/HEX}. */
public final class FileBlobStore implements BlobStore {
    private static final String ALGORITHM = "sha256";
    private static final int BUFFER = 1 << 16;
    private final Path directory;

    public FileBlobStore(Path root) {
        directory = root.resolve(ALGORITHM);
        DurableFiles.createDirectory(directory);
        removeUnfinished();
    }

    private void removeUnfinished() {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toFile().getName().startsWith(DurableFiles.UNFINISHED))
                    .forEach(file -> DurableFiles.delete(file, Durability.SERVER));
        } catch (IOException e) {
            throw DurableFiles.failure("list", directory, e);
        }
    }

    @Override
    public Optional<Long> size(Digest digest) {
        try {
            return Optional.of(Files.size(file(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw DurableFiles.failure("read", file(digest), e);
        }
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        try {
            return Files.newInputStream(file(digest));
        } catch (NoSuchFileException e) {
            throw new EngineException.NotFound("blob " + digest + " not found");
        }
    }

    @Override
    public void put(Digest digest, InputStream content) throws IOException {
        Path file = file(digest);
        if (Files.exists(file)) {
            return;
        }
        Path unfinished = DurableFiles.unfinished(directory);
        try {
            String actual = write(unfinished, content);
            if (!actual.equals(digest.hex())) {
                throw new EngineException.InvalidParameter(
                        "the content has the digest " + ALGORITHM + ":" + actual + " and not " + digest);
            }
            DurableFiles.rename(unfinished, file, Durability.MACHINE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    @Override
    public Blob write(BlobWriter content, Consumer<Digest> named) throws IOException {
        Path unfinished = DurableFiles.unfinished(directory);
        try {
            MessageDigest hash = Digest.sha256();
            try (FileChannel channel =
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                OutputStream out = new DigestOutputStream(file, hash);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Blob blob = new Blob(Digest.of(hash.digest()), Files.size(unfinished));
            named.accept(blob.digest());
            DurableFiles.rename(unfinished, file(blob.digest()), Durability.MACHINE);
            return blob;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Makes a file a blob, which lies in the same file system, is on stable storage and has been compared with its digest. */
    void adopt(Path file, Digest digest) throws IOException {
        DurableFiles.rename(file, file(digest), Durability.MACHINE);
    }

    private static String write(Path file, InputStream content) throws IOException {
        MessageDigest hash = Digest.sha256();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                hash.update(buffer, 0, length);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    @Override
    public Set<Digest> list() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.toFile().getName())
                    .filter(name -> !name.startsWith(DurableFiles.UNFINISHED))
                    .map(name -> new Digest(ALGORITHM, name))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw DurableFiles.failure("list", directory, e);
        }
    }

    @Override
    public void remove(Digest digest) {
        DurableFiles.delete(file(digest), Durability.MACHINE);
    }

    private Path file(Digest digest) {
        if (!digest.algorithm().equals(ALGORITHM)) {
            throw new EngineException.InvalidParameter("blobs are named by sha256 here, not " + digest.algorithm());
        }
        return directory.resolve(digest.hex());
    }
}
