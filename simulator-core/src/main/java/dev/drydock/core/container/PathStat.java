package dev.drydock.core.container;

/**
 * A path of a container as {@code docker cp} asks for it.
 *
 * @param linkTarget absolute, with every link followed; empty when it is no link
 */
public record PathStat(String name, FileStat file, String linkTarget) {}
