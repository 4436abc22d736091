/** Layers and blobs that all labs of a server share: who uses them, and the collection of what nobody uses. */
@NullMarked
package dev.drydock.core.content;

import org.jspecify.annotations.NullMarked;
