/** Sentences of this module in every language that it speaks: why a step is not done yet, and labels around text. */
@NullMarked
package dev.drydock.lessons.message;

import org.jspecify.annotations.NullMarked;
