/** Where the offline images come from on a real machine: recipes in the jar, compiled programs, files of the machine. */
@NullMarked
package dev.drydock.sandbox.images;

import org.jspecify.annotations.NullMarked;
