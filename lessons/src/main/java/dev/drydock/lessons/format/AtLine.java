package dev.drydock.lessons.format;

/** Something that was read, and the line that it stands in. */
record AtLine<T>(int line, T value) {}
