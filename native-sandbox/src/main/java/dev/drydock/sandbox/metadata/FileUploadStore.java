package dev.drydock.sandbox.metadata;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.core.registry.RepositoryPath;
import dev.drydock.core.registry.Upload;
import dev.drydock.core.registry.UploadId;
import dev.drydock.core.registry.UploadStore;
import dev.drydock.sandbox.metadata.DurableFiles.Durability;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Uploads as files beside the blobs, so that a finished one becomes a blob by its name alone. */
public final class FileUploadStore implements UploadStore {
    private static final String CONTENT = ".part";

    private final Path directory;
    private final FileBlobStore blobs;
    private final DocumentFolder<UploadDocument> folder;

    /** @param directory in the file system of the blobs */
    public FileUploadStore(Path directory, FileBlobStore blobs) {
        this.directory = directory;
        this.blobs = blobs;
        this.folder = new DocumentFolder<>(directory, UploadDocument.class, UploadDocument::id);
    }

    private record UploadDocument(String id, String repository) {
        Upload read() {
            try {
                return new Upload(new UploadId(id), new RepositoryPath(repository));
            } catch (RegistryException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    @Override
    public List<Upload> load() {
        List<Upload> found = new ArrayList<>();
        Set<Path> contents = new HashSet<>();
        for (Upload upload : folder.load(UploadDocument::read)) {
            if (Files.exists(content(upload.id()))) {
                found.add(upload);
                contents.add(content(upload.id()));
            } else {
                remove(upload.id());
            }
        }
        removeOthers(contents);
        return found;
    }

    /** Content whose upload is not known, because a crash came between the two. */
    private void removeOthers(Set<Path> contents) {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(CONTENT) && !contents.contains(file))
                    .forEach(file -> DurableFiles.delete(file, Durability.SERVER));
        } catch (IOException e) {
            throw DurableFiles.failure("list", directory, e);
        }
    }

    @Override
    public void create(Upload upload) {
        Path content = content(upload.id());
        try {
            Files.createFile(content);
        } catch (IOException e) {
            throw DurableFiles.failure("create", content, e);
        }
        folder.save(new UploadDocument(upload.id().value(), upload.repository().value()), Durability.SERVER);
    }

    @Override
    public long size(UploadId id) {
        try {
            return Files.size(content(id));
        } catch (IOException e) {
            throw DurableFiles.failure("read", content(id), e);
        }
    }

    @Override
    public OutputStream append(UploadId id) throws IOException {
        return Files.newOutputStream(content(id), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public InputStream open(UploadId id) throws IOException {
        return Files.newInputStream(content(id));
    }

    @Override
    public void commit(UploadId id, Digest digest) throws IOException {
        try (FileChannel channel = FileChannel.open(content(id), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        blobs.adopt(content(id), digest);
        remove(id);
    }

    @Override
    public void remove(UploadId id) {
        DurableFiles.delete(content(id), Durability.SERVER);
        folder.delete(id.value(), Durability.SERVER);
    }

    private Path content(UploadId id) {
        return directory.resolve(id.value() + CONTENT);
    }
}
