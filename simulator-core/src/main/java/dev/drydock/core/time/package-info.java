/** Work that is to be done later, so that time can be injected. */
@NullMarked
package dev.drydock.core.time;

import org.jspecify.annotations.NullMarked;
