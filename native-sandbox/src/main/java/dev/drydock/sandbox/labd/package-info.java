/**
 * The server's side of the protocol with labd, the first process of each lab host ({@code src/main/c/PROTOCOL.md}):
 * frames, requests, streams. What is asked for is decided elsewhere.
 */
@NullMarked
package dev.drydock.sandbox.labd;

import org.jspecify.annotations.NullMarked;
