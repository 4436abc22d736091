/** The server of the web pages: routes, rendering, and the rules by which requests are let in. */
@NullMarked
package dev.drydock.web.pages;

import org.jspecify.annotations.NullMarked;
