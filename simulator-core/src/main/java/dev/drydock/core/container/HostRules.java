package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.List;
import java.util.Set;

/** What the host part of a container's configuration must satisfy; the sentences are dockerd's where it has them. */
final class HostRules {
    /** What every container has in {@code /dev} anyway. A student's devices are no machine's. */
    static final List<String> DEVICES =
            List.of("/dev/full", "/dev/null", "/dev/random", "/dev/tty", "/dev/urandom", "/dev/zero");

    private static final Set<String> IPC_MODES = Set.of("", "none", "private", "shareable", Namespaces.HOST);
    private static final int OOM_SCORE_LIMIT = 1000;
    private static final int GROUP_LIMIT = 1024;
    private static final int DEVICE_LIMIT = 16;

    private HostRules() {}

    static void check(HostConfig host, ResourceSupport support) {
        checkRestartPolicy(host);
        checkNamespaces(host.namespaces());
        host.devices().forEach(Device::check);
        if (host.devices().size() > DEVICE_LIMIT) {
            throw invalid("a container has at most " + DEVICE_LIMIT + " additional devices");
        }
        host.names().check(host.sharedNetworkOf());
        if (host.annotations().containsKey("")) {
            throw invalid("invalid Annotations: the empty string is not permitted as an annotation key");
        }
        host.ports().check();
        SysctlRules.check(host);
        LogOptions.check(host.log());
        ResourceRules.check(host.resources(), support);
        TmpfsRules.check(host.tmpfs());
        checkOomScore(host.oomScoreAdj());
        if (host.shmSize() < 0) {
            throw invalid("SHM size can not be less than 0");
        }
        if (host.groups().size() > GROUP_LIMIT) {
            throw invalid("a container has at most " + GROUP_LIMIT + " additional groups");
        }
    }

    private static void checkOomScore(int score) {
        if (score < -OOM_SCORE_LIMIT || score > OOM_SCORE_LIMIT) {
            throw invalid("Invalid value " + score + ", range for oom score adj is [-1000, 1000]");
        }
        if (score < 0) {
            throw new EngineException.NotImplemented(
                    "--oom-score-adj below 0 is not supported by this engine: nothing in"
                            + " a lab host may be spared when memory is short");
        }
    }

    static void checkRestartPolicy(HostConfig host) {
        if (host.autoRemove() && !(host.restartPolicy() instanceof RestartPolicy.No)) {
            throw invalid("can't create 'AutoRemove' container with restart policy");
        }
        if (host.restartPolicy() instanceof RestartPolicy.OnFailure(int maximum) && maximum < 0) {
            throw invalid("invalid restart policy: maximum retry count cannot be negative");
        }
    }

    private static void checkNamespaces(Namespaces namespaces) {
        String ipc = namespaces.ipc();
        if (!IPC_MODES.contains(ipc)
                && Namespaces.containerIn(ipc).filter(HostRules::isNamed).isEmpty()) {
            throw invalid("invalid IPC mode: " + ipc);
        }
        String pid = namespaces.pid();
        if (!isEmptyOrHost(pid)
                && Namespaces.containerIn(pid).filter(HostRules::isNamed).isEmpty()) {
            throw invalid("invalid PID mode: " + pid);
        }
        if (!isEmptyOrHost(namespaces.uts())) {
            throw invalid("invalid UTS mode: " + namespaces.uts());
        }
        if (!isEmptyOrHost(namespaces.user())) {
            throw invalid("invalid userns mode: " + namespaces.user());
        }
        if (!isEmptyOrHost(namespaces.cgroup()) && !namespaces.cgroup().equals("private")) {
            throw invalid("invalid cgroup namespace mode: " + namespaces.cgroup());
        }
    }

    private static boolean isNamed(String key) {
        return !key.isEmpty();
    }

    private static boolean isEmptyOrHost(String mode) {
        return mode.isEmpty() || mode.equals(Namespaces.HOST);
    }

    private static EngineException invalid(String sentence) {
        return new EngineException.InvalidParameter(sentence);
    }
}
