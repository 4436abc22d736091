package dev.drydock.lessons.text;

import org.commonmark.node.CustomBlock;

/** A paragraph that was nothing but {@code ![caption](picture:name)}: a place for one of the live pictures. */
final class PictureBlock extends CustomBlock {
    private final String name;
    private final String caption;

    PictureBlock(String name, String caption) {
        this.name = name;
        this.caption = caption;
    }

    String name() {
        return name;
    }

    String caption() {
        return caption;
    }
}
