package dev.drydock.sandbox.seccomp;

/** What happens to a system call. */
public sealed interface Action {
    /** It is carried out. */
    record Allow() implements Action {}

    /** The whole process ends by SIGSYS. */
    record Kill() implements Action {}

    /** It is not carried out and fails with this error number. */
    record Errno(int number) implements Action {}
}
