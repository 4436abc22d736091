/** Which hosts outside lab hosts may reach, all of them by their names, and what addresses the names have in a lab. */
@NullMarked
package dev.drydock.core.egress;

import org.jspecify.annotations.NullMarked;
