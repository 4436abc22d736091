package dev.drydock.core.offline;

import java.util.List;
import java.util.Optional;

/**
 * An image that the server has or can build.
 *
 * @param name what people build and save
 * @param references its names in labs
 * @param made empty when it is not there yet
 */
public record OfferedImage(String name, List<String> references, Optional<Made> made) {
    public OfferedImage {
        references = List.copyOf(references);
    }

    /**
     * What there is of it.
     *
     * @param id of the image in labs
     * @param size bytes of what a pull brings
     */
    public record Made(String id, long size) {}
}
