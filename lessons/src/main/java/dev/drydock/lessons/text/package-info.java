/**
 * Lesson text: Markdown with run blocks, output blocks, callouts and pictures, its sections, and its HTML. What a step
 * checks is unknown here.
 */
@NullMarked
package dev.drydock.lessons.text;

import org.jspecify.annotations.NullMarked;
