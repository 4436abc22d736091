/** What a student does with a step besides doing it: back to its beginning, ahead by its solution, the lesson once more. */
@NullMarked
package dev.drydock.web.control;

import org.jspecify.annotations.NullMarked;
