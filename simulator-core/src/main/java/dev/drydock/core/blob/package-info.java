/** Content-addressed blobs: image documents and compressed layers, kept once for all labs. */
@NullMarked
package dev.drydock.core.blob;

import org.jspecify.annotations.NullMarked;
