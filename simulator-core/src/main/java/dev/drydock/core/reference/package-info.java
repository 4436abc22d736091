/** Names of images and of content: what the distribution specification calls references, tags and digests. */
@NullMarked
package dev.drydock.core.reference;

import org.jspecify.annotations.NullMarked;
