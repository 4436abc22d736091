/** The languages of the pages: which one a reader gets, and every sentence in it. */
@NullMarked
package dev.drydock.web.language;

import org.jspecify.annotations.NullMarked;
