/**
 * What a student must not get, with the privileges that a student has: refused calls, hidden files, limits that hold, other labs
 * unaffected. The name of each test begins with the number of its case in SECURITY.md.
 */
@NullMarked
package dev.drydock.sandbox.hostile;

import org.jspecify.annotations.NullMarked;
