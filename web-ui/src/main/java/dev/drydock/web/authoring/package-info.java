/** Lessons that change while they are looked at: their files are watched, and pages told. */
@NullMarked
package dev.drydock.web.authoring;

import org.jspecify.annotations.NullMarked;
