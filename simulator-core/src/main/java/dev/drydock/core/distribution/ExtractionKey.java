package dev.drydock.core.distribution;

import dev.drydock.core.layer.ChainId;
import dev.drydock.core.reference.Digest;

/** An extraction that one pull can share with another: the same blob to the same stack. */
record ExtractionKey(ChainId chain, Digest blob) {}
