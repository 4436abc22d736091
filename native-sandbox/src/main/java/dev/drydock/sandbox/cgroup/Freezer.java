package dev.drydock.sandbox.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stops and continues all processes of one cgroup directory, whichever version it is of. */
sealed interface Freezer {
    void freeze() throws IOException;

    void thaw() throws IOException;

    static Freezer of(Path directory) {
        if (Files.exists(directory.resolve("cgroup.freeze"))) {
            return new Unified(directory);
        }
        return Files.exists(directory.resolve("freezer.state")) ? new Version1(directory) : new None();
    }

    /** Version 2, also without controllers. */
    record Unified(Path directory) implements Freezer {
        @Override
        public void freeze() throws IOException {
            ControlFiles.write(directory.resolve("cgroup.freeze"), "1");
        }

        @Override
        public void thaw() throws IOException {
            ControlFiles.write(directory.resolve("cgroup.freeze"), "0");
        }
    }

    /** The freezer controller of version 1. */
    record Version1(Path directory) implements Freezer {
        @Override
        public void freeze() throws IOException {
            ControlFiles.write(directory.resolve("freezer.state"), "FROZEN");
        }

        @Override
        public void thaw() throws IOException {
            ControlFiles.write(directory.resolve("freezer.state"), "THAWED");
        }
    }

    /** A directory without means to freeze: nothing in it is frozen. */
    record None() implements Freezer {
        @Override
        public void freeze() {
            throw new IllegalStateException("this cgroup cannot freeze");
        }

        @Override
        public void thaw() {
            // Nothing was frozen.
        }
    }
}
