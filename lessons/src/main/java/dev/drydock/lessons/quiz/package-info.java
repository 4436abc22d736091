/** Marks answers to the questions of lessons. */
@NullMarked
package dev.drydock.lessons.quiz;

import org.jspecify.annotations.NullMarked;
