/** The language of Dockerfiles: instructions, how they are read, and what they do to an image's configuration. */
@NullMarked
package dev.drydock.core.build;

import org.jspecify.annotations.NullMarked;
