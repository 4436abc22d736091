/**
 * The C library as it is: functions under their own names, error numbers as exceptions. The only package that sees JNA;
 * what calls mean together belongs to {@code sandbox.linux}.
 */
@NullMarked
package dev.drydock.sandbox.libc;

import org.jspecify.annotations.NullMarked;
