package dev.drydock.sandbox.digest;

import dev.drydock.sandbox.libc.Libcrypto;
import java.security.MessageDigestSpi;
import java.util.Arrays;

/** SHA-256 by libcrypto. What comes in small pieces is collected first, because each call has its price. */
public final class NativeSha256 extends MessageDigestSpi implements Cloneable {
    private static final int LENGTH = 32;
    private static final int BUFFER = 8 * 1024;
    private byte[] state = new byte[Libcrypto.STATE];
    private byte[] buffer = new byte[BUFFER];
    private int filled;

    public NativeSha256() {
        Libcrypto.begin(state);
    }

    @Override
    protected int engineGetDigestLength() {
        return LENGTH;
    }

    @Override
    protected void engineUpdate(byte input) {
        buffer[filled++] = input;
        flushIfFull();
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int piece = Math.min(left, BUFFER - filled);
            System.arraycopy(input, from, buffer, filled, piece);
            filled += piece;
            from += piece;
            left -= piece;
            flushIfFull();
        }
    }

    private void flushIfFull() {
        if (filled == BUFFER) {
            flush();
        }
    }

    private void flush() {
        Libcrypto.update(state, buffer, filled);
        filled = 0;
    }

    @Override
    protected byte[] engineDigest() {
        flush();
        byte[] hash = new byte[LENGTH];
        Libcrypto.end(hash, state);
        engineReset();
        return hash;
    }

    @Override
    protected void engineReset() {
        filled = 0;
        Arrays.fill(buffer, (byte) 0);
        Libcrypto.begin(state);
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
        NativeSha256 copy = (NativeSha256) super.clone();
        copy.state = state.clone();
        copy.buffer = buffer.clone();
        return copy;
    }
}
