package dev.drydock.core.container;

import dev.drydock.core.blob.BlobWriter;
import java.io.IOException;
import java.io.OutputStream;

/** What is done to a layer's tar before it is kept. */
public interface LayerFilter {
    /** Keeps it as it is. */
    LayerFilter NONE = (out, layer) -> layer.writeTo(out);

    void write(OutputStream out, BlobWriter layer) throws IOException;
}
