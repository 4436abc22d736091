package dev.drydock.sandbox.libc;

import com.sun.jna.Native;

/** SHA-256 of OpenSSL's libcrypto, which uses the processor's own instructions; not every machine has the library. */
public final class Libcrypto {
    /** Bytes of a {@code SHA256_CTX}, and some more. */
    public static final int STATE = 128;

    private static final boolean IS_THERE = load();

    private Libcrypto() {}

    private static boolean load() {
        try {
            Native.register(Libcrypto.class, "crypto");
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    /** Whether the others can be called. */
    public static boolean isThere() {
        return IS_THERE;
    }

    public static void begin(byte[] state) {
        check(SHA256_Init(state));
    }

    /** Adds the first {@code length} bytes of the data. */
    public static void update(byte[] state, byte[] data, int length) {
        check(SHA256_Update(state, data, length));
    }

    /** @param hash 32 bytes */
    public static void end(byte[] hash, byte[] state) {
        check(SHA256_Final(hash, state));
    }

    private static void check(int result) {
        if (result != 1) {
            throw new IllegalStateException("libcrypto cannot compute a digest");
        }
    }

    private static native int SHA256_Init(byte[] state);

    private static native int SHA256_Update(byte[] state, byte[] data, long length);

    private static native int SHA256_Final(byte[] hash, byte[] state);
}
