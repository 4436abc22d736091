package dev.drydock.core.blob;

import java.io.IOException;
import java.io.OutputStream;

/** Makes the content of a blob. */
public interface BlobWriter {
    void writeTo(OutputStream blob) throws IOException;
}
