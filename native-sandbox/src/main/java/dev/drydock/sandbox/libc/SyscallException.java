package dev.drydock.sandbox.libc;

/** A call of the C library or the kernel failed. The message reads "mount overlay: EINVAL (invalid argument)". */
public final class SyscallException extends RuntimeException {
    private final String call;
    private final int errno;

    public SyscallException(String call, String argument, int errno) {
        super(call + (argument.isEmpty() ? "" : " " + argument) + ": " + Errno.describe(errno));
        this.call = call;
        this.errno = errno;
    }

    public String call() {
        return call;
    }

    public int errno() {
        return errno;
    }
}
