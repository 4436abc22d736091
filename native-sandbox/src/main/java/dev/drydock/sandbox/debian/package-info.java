/** Debian's packages by this machine's own apt and dpkg, with directories of our own: nothing is installed or changed. */
@NullMarked
package dev.drydock.sandbox.debian;

import org.jspecify.annotations.NullMarked;
