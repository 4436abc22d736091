package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.Set;
import java.util.regex.Pattern;

/** Which kernel settings a container may have of its own: those of its IPC, network and UTS namespaces. */
final class SysctlRules {
    private static final Set<String> IPC = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_:-]+)*");

    private SysctlRules() {}

    static void check(HostConfig host) {
        for (String name : host.sysctls().keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw invalid("sysctl \"" + name + "\" is not in a separate kernel namespace");
            }
            if (isOfIpc(name)) {
                requireOwn(host.namespaces().ipc(), name, "ipc");
            } else if (name.startsWith("net.")) {
                requireOwn(host.networkMode(), name, "network");
            } else if (name.equals("kernel.domainname")) {
                requireOwn(host.namespaces().uts(), name, "uts");
            } else {
                throw invalid("sysctl \"" + name + "\" is not in a separate kernel namespace");
            }
        }
    }

    private static boolean isOfIpc(String name) {
        return IPC.contains(name) || name.startsWith("fs.mqueue.");
    }

    private static void requireOwn(String mode, String name, String namespace) {
        if (mode.equals(Namespaces.HOST)) {
            throw invalid("sysctl \"" + name + "\" not allowed in host " + namespace + " namespace");
        }
        if (Namespaces.containerIn(mode).isPresent()) {
            throw invalid("sysctl \"" + name + "\" not allowed in a shared " + namespace + " namespace");
        }
    }

    private static EngineException invalid(String sentence) {
        return new EngineException.InvalidParameter(sentence);
    }
}
