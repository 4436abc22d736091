/**
 * Checks: what a step asks of the engine, and a pure evaluation of it that says in the student's language what is still
 * missing. They read {@code EngineView} only; how a lesson's text looks is unknown here.
 */
@NullMarked
package dev.drydock.lessons.check;

import org.jspecify.annotations.NullMarked;
