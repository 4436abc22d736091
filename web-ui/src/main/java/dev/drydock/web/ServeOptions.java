package dev.drydock.web;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * How to serve.
 *
 * @param content folder with {@code courses/}
 */
record ServeOptions(InetSocketAddress address, Path content) {}
