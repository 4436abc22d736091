/**
 * Lab hosts on Linux: what they are made of and in which order, how a new server finds those of an earlier one, and how
 * nothing of them is left when they are gone.
 */
@NullMarked
package dev.drydock.sandbox.labhost;

import org.jspecify.annotations.NullMarked;
