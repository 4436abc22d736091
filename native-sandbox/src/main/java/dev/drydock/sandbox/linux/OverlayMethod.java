package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import java.util.List;

/** The two ways to make an overlay, of which {@link #current} says the one for this kernel. */
public enum OverlayMethod {
    /** Layers are descriptors of mounts that are attached nowhere: Linux 6.15. */
    DETACHED("layers attached nowhere"),
    /** Layers are attached in a mount namespace of the server's own and named by strings: older kernels. */
    ATTACHED("layers attached in a private mount namespace, as Linux before 6.15 wants it");

    private final String sentence;

    OverlayMethod(String sentence) {
        this.sentence = sentence;
    }

    /** What it does, for people. */
    public String sentence() {
        return sentence;
    }

    /** Found out once, by trying with a file system in memory. */
    public static OverlayMethod current() {
        return Holder.METHOD;
    }

    private static OverlayMethod probe() {
        try (Descriptors opened = new Descriptors()) {
            Descriptor memory = opened.add(tmpfs());
            for (String name : List.of("lower", "upper", "work")) {
                Libc.mkdirat(memory.number(), Libc.cString(name), 0700);
            }
            OverlayMount trial = new OverlayMount(
                    List.of(opened.add(memory.directory("lower"))),
                    opened.add(memory.directory("upper")),
                    opened.add(memory.directory("work")));
            opened.add(trial.detached(0));
            return DETACHED;
        } catch (SyscallException e) {
            return ATTACHED;
        }
    }

    private static Descriptor tmpfs() {
        try (Descriptor context = new Descriptor(Libc.fsopen("tmpfs"))) {
            Libc.fsconfig(context.number(), OverlayMount.FSCONFIG_CMD_CREATE, "", "", 0);
            return new Descriptor(Libc.fsmount(context.number(), 0));
        }
    }

    private static final class Holder {
        private static final OverlayMethod METHOD = BlockingCalls.run(OverlayMethod::probe);
    }
}
