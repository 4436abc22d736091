/**
 * The engine's stores as files: one JSON document for each object, written beside and renamed, so that each is old or new
 * and never half. A damaged one is set aside and the rest is used.
 */
@NullMarked
package dev.drydock.sandbox.metadata;

import org.jspecify.annotations.NullMarked;
