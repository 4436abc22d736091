package dev.drydock.core.distribution;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The response to a request; its body streams and may be endless. */
public interface RegistryResponse extends AutoCloseable {
    int status();

    /** All values of a header, whose name is read without regard to case. */
    List<String> headers(String name);

    /** The first value of a header. */
    default Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    InputStream body();

    /** Ends the exchange, from any thread; who reads the body then gets an exception. */
    @Override
    void close();
}
