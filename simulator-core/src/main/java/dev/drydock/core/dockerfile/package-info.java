/**
 * The language of Dockerfiles and {@code .dockerignore} files: reading them, expanding variables, and what instructions do to the
 * configuration of an image. What else they do is {@code core.build}'s. See the <a
 * href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>.
 */
@NullMarked
package dev.drydock.core.dockerfile;

import org.jspecify.annotations.NullMarked;
