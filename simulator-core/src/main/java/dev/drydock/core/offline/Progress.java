package dev.drydock.core.offline;

/** Is told what is being done, a line at a time, for people to read. */
public interface Progress {
    void line(String text);
}
