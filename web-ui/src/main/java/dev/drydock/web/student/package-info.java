/** Who learns here: anonymous students known by a cookie, and what they have done. No names, no addresses. */
@NullMarked
package dev.drydock.web.student;

import org.jspecify.annotations.NullMarked;
