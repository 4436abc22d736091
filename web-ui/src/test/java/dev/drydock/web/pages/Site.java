package dev.drydock.web.pages;

/** A server that browsers of tests visit. */
public interface Site extends AutoCloseable {
    /** As {@code http://127.0.0.1:8080}. */
    String origin();

    @Override
    void close();
}
