package dev.drydock.sandbox.storage;

import dev.drydock.core.build.Scratch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scratch files in a directory of the server, which have no name there as soon as they are open. */
public final class ScratchFiles implements Scratch {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFiles.class);
    private static final int BUFFER = 64 << 10;
    private final Path directory;

    public ScratchFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public File create() throws IOException {
        Files.createDirectories(directory);
        Path path = Files.createTempFile(directory, "scratch", null);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(path);
        return new OpenFile(channel);
    }

    private record OpenFile(FileChannel channel) implements File {
        @Override
        public OutputStream append() throws IOException {
            channel.position(channel.size());
            // Not closed with the stream.
            OutputStream raw = Channels.newOutputStream(new Unclosed(channel));
            return new BufferedOutputStream(raw, BUFFER);
        }

        @Override
        public InputStream read(long offset, long length) {
            return new Part(channel, offset, offset + length);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("cannot close a scratch file: {}", e.toString());
            }
        }
    }

    private record Unclosed(FileChannel channel) implements java.nio.channels.WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {}
    }

    /** Reads by position, so that readers do not disturb each other. */
    private static final class Part extends InputStream {
        private final FileChannel channel;
        private long at;
        private final long end;

        Part(FileChannel channel, long at, long end) {
            this.channel = channel;
            this.at = at;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int wanted = (int) Math.min(length, end - at);
            int count = wanted <= 0 ? -1 : channel.read(ByteBuffer.wrap(buffer, offset, wanted), at);
            at += Math.max(count, 0);
            return count;
        }
    }
}
