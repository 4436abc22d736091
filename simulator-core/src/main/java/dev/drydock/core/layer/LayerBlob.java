package dev.drydock.core.layer;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import java.util.regex.Pattern;

/**
 * A blob that holds the tar of a layer.
 *
 * @param mediaType which says how it is compressed
 * @param size in bytes
 */
public record LayerBlob(String mediaType, Digest digest, long size) {
    /** RFC 6838, without parameters. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-zA-Z0-9.+_-]{1,127}/[a-zA-Z0-9.+_-]{1,127}");

    public LayerBlob {
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new EngineException.InvalidParameter("invalid media type of a layer");
        }
    }
}
