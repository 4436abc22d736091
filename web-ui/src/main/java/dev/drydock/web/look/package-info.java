/** Looks into lab hosts for the checks of lessons, on threads of their own. */
@NullMarked
package dev.drydock.web.look;

import org.jspecify.annotations.NullMarked;
