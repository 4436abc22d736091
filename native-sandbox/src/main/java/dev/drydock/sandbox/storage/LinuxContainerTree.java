package dev.drydock.sandbox.storage;

import dev.drydock.core.blob.Compression;
import dev.drydock.core.container.ContainerTree;
import dev.drydock.core.container.FileStat;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.volume.Mount;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.FileSystemIds;
import dev.drydock.sandbox.linux.HostMounts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The files of a container through an overlay of its layers, and what is mounted in it as far as that was asked for. */
final class LinuxContainerTree implements ContainerTree {
    /** dockerd unpacks in a process of its own and quotes what that one says. */
    private static final String UNPACKING = "Error processing tar file(exit status 1): ";

    private static final String FULL = "No space left on device";

    private final SharedRoots.Lease lease;
    private final MountedTrees mounts = new MountedTrees();
    private final TreeReader reader;
    private final int uidBase;

    LinuxContainerTree(SharedRoots.Lease lease, int uidBase) {
        this.lease = lease;
        this.reader = new TreeReader(lease.root(), mounts);
        this.uidBase = uidBase;
    }

    /** Shows something that is mounted in the container; its place is made where it is missing. */
    void show(HostMounts host, List<Mount> more) {
        BlockingCalls.run(() -> {
            for (Mount mount : more) {
                mounts.open(host, mount, this::readLink);
            }
            FileSystemIds.as(uidBase, () -> mounts.places().forEach(this::makePlace));
            return true;
        });
    }

    private void makePlace(String place, boolean isDirectory) {
        try (TreeWriter tree = new TreeWriter(lease.root())) {
            TreePath path = TreePath.of(LibcTrees.text(place));
            if (mounts.isBelowAnother(place) || tree.exists(path)) {
                return;
            }
            if (isDirectory) {
                tree.directory(path);
            } else {
                tree.file(path).close();
            }
        } catch (IOException | SyscallException e) {
            // As where a student's link leads nowhere: then it is not shown.
            return;
        }
    }

    @Override
    public Optional<FileStat> stat(String path) {
        return at(path, opened -> {
            FileStatus status = opened.status();
            Instant modified = Instant.ofEpochSecond(status.seconds(), status.nanoseconds());
            return Optional.of(new FileStat(
                    FileKinds.of(status),
                    status.mode() & 07777,
                    status.uid() - uidBase,
                    status.gid() - uidBase,
                    status.size(),
                    modified));
        });
    }

    @Override
    public Optional<String> readLink(String path) {
        return at(
                path,
                opened -> opened.status().isSymbolicLink()
                        ? Optional.of(LibcTrees.text(opened.linkTarget()))
                        : Optional.empty());
    }

    @Override
    public Optional<byte[]> head(String path, int limit) {
        return at(path, opened -> {
            if (!opened.status().isRegular()) {
                return Optional.empty();
            }
            try (InputStream content = opened.content()) {
                return Optional.of(content.readNBytes(limit));
            } catch (IOException e) {
                throw new SystemFailure("read " + path + ": " + e.getMessage());
            }
        });
    }

    private <T> Optional<T> at(String path, Function<TreeReader.Opened, Optional<T>> reading) {
        return BlockingCalls.run(() -> {
            lease.check();
            try (TreeReader.Opened opened = reader.open(relative(path)).orElse(null)) {
                return opened == null ? Optional.<T>empty() : reading.apply(opened);
            } catch (SyscallException e) {
                throw new SystemFailure("lstat " + path + ": " + Errno.sentence(e.errno()));
            }
        });
    }

    /** Without the slash before, as a byte string. */
    private static String relative(String path) {
        String name = path.endsWith("/.") ? path.substring(0, path.length() - 1) : path;
        return LibcTrees.byteString(name.replaceAll("^/+|/+$", ""));
    }

    @Override
    public void read(String path, String name, OutputStream tar) throws IOException {
        archive(path, archiver -> archiver.write(relative(path), LibcTrees.byteString(name)), tar);
    }

    @Override
    public void export(OutputStream tar) throws IOException {
        archive("/", archiver -> archiver.content(""), tar);
    }

    private void archive(String path, Archiving archiving, OutputStream tar) throws IOException {
        try {
            BlockingCalls.run(() -> {
                try {
                    archiving.with(new TreeArchiver(reader, uidBase, tar, lease::check));
                    return true;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (SyscallException e) {
            throw new SystemFailure("archive " + path + ": " + Errno.sentence(e.errno()));
        }
    }

    private interface Archiving {
        void with(TreeArchiver archiver) throws IOException;
    }

    @Override
    public void write(String directory, InputStream tar, Unpacking how) throws IOException {
        try {
            MountedTrees.Place place =
                    mounts.find(relative(directory)).orElse(new MountedTrees.Place(lease.root(), relative(directory)));
            String inside = "/" + LibcTrees.text(place.path());
            BlockingCalls.run(() -> {
                FileSystemIds.as(uidBase, () -> unpack(place.root(), inside, tar, how));
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (SyscallException e) {
            throw new SystemFailure(UNPACKING
                    + String.valueOf(e.getMessage()).replace(Errno.describe(e.errno()), Errno.sentence(e.errno())));
        } catch (InvalidParameter e) {
            throw new SystemFailure(UNPACKING + e.getMessage());
        }
    }

    @Override
    public void makeDirectory(String path) {
        try {
            BlockingCalls.run(() -> {
                FileSystemIds.as(uidBase, () -> {
                    lease.check();
                    try (TreeWriter tree = new TreeWriter(lease.root())) {
                        tree.directory(TreePath.of(path));
                    }
                });
                return true;
            });
        } catch (SyscallException e) {
            String call = e.errno() == Errno.ENOTDIR ? "lstat " : "mkdir ";
            throw new SystemFailure(call + path + ": " + Errno.sentence(e.errno()), e);
        }
    }

    private void unpack(Descriptor root, String directory, InputStream tar, Unpacking how) {
        try (ArchiveUnpacker unpacker = new ArchiveUnpacker(root, directory, how, uidBase, lease::check);
                InputStream plain = Compression.open(tar).content()) {
            unpacker.unpack(plain);
        } catch (FileNotFoundException e) {
            throw new SystemFailure(UNPACKING + "no such file or directory");
        } catch (IOException e) {
            // Reading fails otherwise: this is the container's disk.
            String reason = String.valueOf(e.getMessage()).contains(FULL) ? "no space left on device" : e.getMessage();
            throw new SystemFailure(UNPACKING + "write " + directory + ": " + reason);
        }
    }

    @Override
    public void close() {
        mounts.close();
        lease.close();
    }
}
