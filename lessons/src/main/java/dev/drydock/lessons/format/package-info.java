/** Reads courses from files, and says of everything that is wrong with them in which file and line it stands. */
@NullMarked
package dev.drydock.lessons.format;

import org.jspecify.annotations.NullMarked;
