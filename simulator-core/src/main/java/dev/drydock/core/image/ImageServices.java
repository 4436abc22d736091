package dev.drydock.core.image;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.layer.LayerStore;

/**
 * What the images of one lab rest on.
 *
 * @param store of the lab
 * @param blobs of the server
 * @param layers of the server
 */
public record ImageServices(ImageStore store, BlobStore blobs, LayerStore layers) {}
