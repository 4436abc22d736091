package dev.drydock.core.container;

/**
 * A file as somebody sees it who looks into it.
 *
 * @param head the first bytes of a regular file as UTF-8, what is none of it replaced; empty for everything else
 * @param isWhole whether that is all of it
 */
public record FileView(FileStat stat, String head, boolean isWhole) {}
