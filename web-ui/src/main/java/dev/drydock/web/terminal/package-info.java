/**
 * Terminals in the browser: a WebSocket carries keys one way and raw output the other, and never keeps more than a
 * fixed amount of either.
 */
@NullMarked
package dev.drydock.web.terminal;

import org.jspecify.annotations.NullMarked;
