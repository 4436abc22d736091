/** What happened in an engine, in Docker's event strings, with replay and live delivery. */
@NullMarked
package dev.drydock.core.event;

import org.jspecify.annotations.NullMarked;
