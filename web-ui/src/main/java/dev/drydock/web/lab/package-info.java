/** The way from a web request to the student's own lab host. A lab is never named by a browser. */
@NullMarked
package dev.drydock.web.lab;

import org.jspecify.annotations.NullMarked;
