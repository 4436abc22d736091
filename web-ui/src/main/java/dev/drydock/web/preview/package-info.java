/**
 * What students publish on their lab hosts, shown in the browser: each port under a host name of its own, which is never
 * that of the lesson pages.
 */
@NullMarked
package dev.drydock.web.preview;

import org.jspecify.annotations.NullMarked;
