package dev.drydock.core.container;

/**
 * How a client joins a process.
 *
 * @param fromStart deliver kept output first; otherwise only what is written from now on
 * @param follow go on with what is written later; otherwise end when the kept output was delivered
 * @param stdin whether the client's input goes to the process
 * @param lossless hold the process back rather than skip output when the client is slow
 */
public record AttachRequest(boolean fromStart, boolean follow, boolean stdin, boolean lossless) {}
