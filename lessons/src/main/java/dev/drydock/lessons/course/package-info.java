/** What a course is made of: lessons, steps, checks, hints and solutions, with every text in every language. */
@NullMarked
package dev.drydock.lessons.course;

import org.jspecify.annotations.NullMarked;
