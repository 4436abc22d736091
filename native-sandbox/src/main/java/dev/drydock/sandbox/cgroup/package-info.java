/**
 * Limits and roll call of a lab's processes through control groups, version 1, version 2 and both at once. Works only in
 * a directory of its own below the server's present cgroups.
 */
@NullMarked
package dev.drydock.sandbox.cgroup;

import org.jspecify.annotations.NullMarked;
