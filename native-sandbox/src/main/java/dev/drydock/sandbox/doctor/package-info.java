/** What this machine can and cannot do for lab hosts, found out by trying. */
@NullMarked
package dev.drydock.sandbox.doctor;

import org.jspecify.annotations.NullMarked;
