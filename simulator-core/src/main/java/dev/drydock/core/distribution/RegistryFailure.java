package dev.drydock.core.distribution;

import java.io.IOException;
import java.io.Serial;

/** A registry that answered with an error. */
final class RegistryFailure extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /**
     * @param code of the distribution specification, such as {@code MANIFEST_UNKNOWN}; empty when the answer had none
     * @param sentence what Docker shows of it
     */
    RegistryFailure(int status, String code, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Whether the registry may answer otherwise when it is asked again. */
    boolean isTemporary() {
        return status >= 500 || status == 429 || status == 408;
    }
}
