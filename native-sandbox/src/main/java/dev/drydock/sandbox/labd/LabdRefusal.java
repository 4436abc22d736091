package dev.drydock.sandbox.labd;

import dev.drydock.sandbox.libc.Errno;
import java.util.Optional;

/** labd could not do what it was asked for. */
public final class LabdRefusal extends RuntimeException {
    private final int errno;
    private final String stage;
    private final Optional<Integer> status;

    LabdRefusal(Fields answer) {
        this(answer.number(Tag.ERRNO), answer.findText(Tag.STAGE).orElse("labd"), answer.findNumber(Tag.STATUS));
    }

    private LabdRefusal(int errno, String stage, Optional<Integer> status) {
        super(stage + ": " + Errno.describe(errno));
        this.errno = errno;
        this.stage = stage;
        this.status = status;
    }

    public int errno() {
        return errno;
    }

    /** What failed and why, for people. */
    public String sentence() {
        return stage + ": " + Errno.describe(errno);
    }

    /** The call or step that failed, and on what. */
    public String stage() {
        return stage;
    }

    /** 126, 127 or 128 for a program that could not be run. */
    public Optional<Integer> status() {
        return status;
    }
}
