package dev.drydock.core.build;

import java.io.InputStream;

/**
 * A build context as a client sends it.
 *
 * @param tar maybe compressed
 * @param onRead called when as much was read as is needed, or it was refused
 */
public record BuildUpload(InputStream tar, Runnable onRead) {}
