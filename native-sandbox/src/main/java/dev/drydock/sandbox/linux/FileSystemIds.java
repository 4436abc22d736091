package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;

/**
 * Work on files as another user, with all of the server's rights: what is made belongs to that user. An id map that does not
 * know the server's own ids makes nothing for it ({@code EOVERFLOW}).
 */
public final class FileSystemIds {
    private static final int SECBIT_NO_SETUID_FIXUP = 1 << 2;

    private FileSystemIds() {}

    /**
     * Works as the user and the group of this number. The ids belong to the calling thread, which is a platform thread of
     * our own, and are put back.
     */
    public static void as(int id, Runnable work) {
        Libc.prctl(Libc.PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP);
        int group = Libc.setfsgid(id);
        int user = Libc.setfsuid(id);
        try {
            work.run();
        } finally {
            Libc.setfsuid(user);
            Libc.setfsgid(group);
            Libc.prctl(Libc.PR_SET_SECUREBITS, 0);
        }
    }
}
