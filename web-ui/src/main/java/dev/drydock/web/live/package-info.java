/** The live state of a lab host for the page's pictures and the lesson's steps: snapshots and events as JSON. */
@NullMarked
package dev.drydock.web.live;

import org.jspecify.annotations.NullMarked;
