/** What the filters of Docker's lists and prunes have in common. */
@NullMarked
package dev.drydock.core.filter;

import org.jspecify.annotations.NullMarked;
