/** The lessons that a server shows: read once, or again and again while somebody writes them. */
@NullMarked
package dev.drydock.web.shelf;

import org.jspecify.annotations.NullMarked;
