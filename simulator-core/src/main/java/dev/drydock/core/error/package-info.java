/** The ways in which the engine refuses or fails, after Docker's own kinds of errors; nothing here knows HTTP. */
@NullMarked
package dev.drydock.core.error;

import org.jspecify.annotations.NullMarked;
