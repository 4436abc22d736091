package dev.drydock.sandbox.seccomp;

import java.util.Locale;

/** A processor architecture as the kernel's audit interface names it. */
public enum Architecture {
    X86_64(0xC000003E),
    AARCH64(0xC00000B7);

    private final int audit;

    Architecture(int audit) {
        this.audit = audit;
    }

    /** The architecture that this JVM runs on. */
    public static Architecture current() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default -> throw new IllegalStateException("no system call table for the architecture " + name);
        };
    }

    int audit() {
        return audit;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
