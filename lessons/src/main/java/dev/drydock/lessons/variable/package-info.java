/**
 * Variables of lessons: what a lesson leaves open, and what one student gets. Values are single words, so they can stand
 * in commands, checks and texts without meaning anything there but themselves.
 */
@NullMarked
package dev.drydock.lessons.variable;

import org.jspecify.annotations.NullMarked;
