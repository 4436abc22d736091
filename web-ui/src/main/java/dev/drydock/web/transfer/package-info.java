/** A student's progress as one file: written for them, and read whatever it holds. */
@NullMarked
package dev.drydock.web.transfer;

import org.jspecify.annotations.NullMarked;
