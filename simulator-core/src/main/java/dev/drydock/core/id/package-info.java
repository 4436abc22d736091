/** Where random identifiers come from. */
@NullMarked
package dev.drydock.core.id;

import org.jspecify.annotations.NullMarked;
