/** How far a student is in a lesson: a pure state machine over checks. Where progress is kept is unknown here. */
@NullMarked
package dev.drydock.lessons.progress;

import org.jspecify.annotations.NullMarked;
