package dev.drydock.core.distribution;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;

/** A line of what a pull or push shows, in Docker's words. */
public sealed interface Progress {
    /** @param id what it is about, such as a tag; empty for the whole */
    record Message(String id, String text) implements Progress {}

    /** What happens to a layer. */
    record Action(String id, String action) implements Progress {}

    /** How far an action on a layer has come, in bytes. */
    record Transfer(String id, String action, long current, long total) implements Progress {}

    /** @param size of the manifest in bytes */
    record Pushed(Tag tag, Digest digest, long size) implements Progress {}
}
