package dev.drydock.core.registry;

/** Why a registry refuses: the codes of the OCI distribution specification 1.1 ("Error Codes"), and those that clients know besides. */
public enum RegistryError {
    /** Not in this repository, whatever else the server has. */
    BLOB_UNKNOWN,
    BLOB_UPLOAD_INVALID,
    BLOB_UPLOAD_UNKNOWN,
    DIGEST_INVALID,
    /** A manifest names something that is not in its repository. */
    MANIFEST_BLOB_UNKNOWN,
    MANIFEST_INVALID,
    MANIFEST_UNKNOWN,
    NAME_INVALID,
    NAME_UNKNOWN,
    /** Of the distribution project, not of the specification: the {@code n} of a list is no number. */
    PAGINATION_NUMBER_INVALID,
    /** Of the distribution project: a chunk that does not follow what is there. */
    RANGE_INVALID,
    SIZE_INVALID,
    /** Of the distribution project. */
    TAG_INVALID,
    UNAUTHORIZED,
    DENIED,
    UNSUPPORTED,
    TOOMANYREQUESTS
}
