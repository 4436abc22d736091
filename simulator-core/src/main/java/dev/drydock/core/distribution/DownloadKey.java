package dev.drydock.core.distribution;

import dev.drydock.core.reference.Digest;

/** A download that one pull can share with another: same content, announced with the same size. */
record DownloadKey(Digest digest, long size) {}
