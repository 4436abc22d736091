package dev.drydock.sandbox.digest;

import dev.drydock.sandbox.libc.Libcrypto;
import java.io.Serial;
import java.security.Provider;
import java.security.Security;

/**
 * Makes {@code MessageDigest} use libcrypto. The server's JVM compiles with C1 only, for the sake of its start, and C1 does not
 * know the processor's instructions for SHA-256: layers are digested ten times as fast by libcrypto.
 */
public final class NativeDigests extends Provider {
    @Serial
    private static final long serialVersionUID = 1;

    private NativeDigests() {
        super("Drydock", "1", "SHA-256 by libcrypto");
        put("MessageDigest.SHA-256", NativeSha256.class.getName());
    }

    /**
     * From now on, where the machine has libcrypto.
     *
     * @return whether it has
     */
    public static boolean install() {
        if (!Libcrypto.isThere()) {
            return false;
        }
        Security.insertProviderAt(new NativeDigests(), 1);
        return true;
    }
}
