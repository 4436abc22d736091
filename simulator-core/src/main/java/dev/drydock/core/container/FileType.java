package dev.drydock.core.container;

/** What a path stands for. */
public enum FileType {
    REGULAR,
    DIRECTORY,
    SYMBOLIC_LINK,
    FIFO,
    SOCKET,
    CHARACTER_DEVICE,
    BLOCK_DEVICE
}
