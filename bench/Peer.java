import java.io.IOException;
import java.nio.file.Path;

/** An engine under measurement: where its socket is, and how to end it. */
interface Peer extends AutoCloseable {
    String name();

    Path socket();

    @Override
    void close() throws IOException, InterruptedException;
}
