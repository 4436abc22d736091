package dev.drydock.core.registry;

import java.util.regex.Pattern;

/** Names an upload; whoever knows it goes on with it, so it cannot be guessed. */
public record UploadId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public UploadId {
        if (!FORM.matcher(value).matches()) {
            throw new RegistryException(RegistryError.BLOB_UPLOAD_UNKNOWN, "there is no such upload");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
