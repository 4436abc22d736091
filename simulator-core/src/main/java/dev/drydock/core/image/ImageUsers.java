package dev.drydock.core.image;

import java.util.List;

/** Who uses the images of a lab: its containers. */
@FunctionalInterface
public interface ImageUsers {
    /** The containers that were made from this image. */
    List<User> of(ImageId image);

    /**
     * One container.
     *
     * @param containerId as messages show it
     * @param isRunning frozen or not
     */
    record User(String containerId, boolean isRunning) {}
}
