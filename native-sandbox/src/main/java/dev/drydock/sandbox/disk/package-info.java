/**
 * Disks of lab hosts: everything that a student can make grow lies on one, and where the machine can do it, a disk has an
 * end. The server's own records of a lab do not lie there, so that a full disk stops nothing but writing to it.
 */
@NullMarked
package dev.drydock.sandbox.disk;

import org.jspecify.annotations.NullMarked;
