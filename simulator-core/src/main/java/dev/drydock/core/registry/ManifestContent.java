package dev.drydock.core.registry;

/**
 * A manifest as it comes.
 *
 * @param mediaType that the client gives, without parameters; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ManifestContent(String mediaType, byte[] bytes) {}
