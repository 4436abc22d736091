package dev.drydock.core.error;

import org.jspecify.annotations.Nullable;

/**
 * A request that the engine could not or would not carry out. The message is a full sentence for the user, Docker's own
 * where Docker has one; the kinds are those of Docker's {@code errdefs}.
 */
public abstract sealed class EngineException extends RuntimeException {
    private EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What was named does not exist. */
    public static final class NotFound extends EngineException {
        public NotFound(String message) {
            super(message, null);
        }
    }

    /** The request itself is wrong: a field, a name, a value. */
    public static final class InvalidParameter extends EngineException {
        public InvalidParameter(String message) {
            super(message, null);
        }

        public InvalidParameter(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The request is right but does not fit the present state. */
    public static final class Conflict extends EngineException {
        public Conflict(String message) {
            super(message, null);
        }
    }

    /** There was nothing to do: the object is already in the state asked for. */
    public static final class NotModified extends EngineException {
        public NotModified(String message) {
            super(message, null);
        }
    }

    /** Credentials are missing or wrong. */
    public static final class Unauthorized extends EngineException {
        public Unauthorized(String message) {
            super(message, null);
        }
    }

    /** Known, but not allowed to this lab. */
    public static final class Forbidden extends EngineException {
        public Forbidden(String message) {
            super(message, null);
        }
    }

    /** Cannot be done now; may be possible later. */
    public static non-sealed class Unavailable extends EngineException {
        public Unavailable(String message) {
            super(message, null);
        }
    }

    /** Docker can do this; this engine cannot. */
    public static final class NotImplemented extends EngineException {
        public NotImplemented(String message) {
            super(message, null);
        }
    }

    /** The machine refused: a system call, the disk, a child process. */
    public static final class SystemFailure extends EngineException {
        public SystemFailure(String message) {
            super(message, null);
        }

        public SystemFailure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
