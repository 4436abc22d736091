import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** An engine under measurement: where its socket is, and how to end it. */
interface Peer extends AutoCloseable {
    String name();

    Path socket();

    /** A process in whose network namespace it is; none for that of this one. */
    default Optional<Long> network() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException, InterruptedException;
}
