/* Tries what must not be reachable, so that only the refusal is seen, and prints "NAME ok" or "NAME errno". */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static long say(const char *name, long result) {
    if (result < 0)
        printf("%s %d\n", name, errno);
    else
        printf("%s ok\n", name);
    return result;
}

int main(void) {
    say("inet", socket(AF_INET, SOCK_STREAM, 0));
    say("netlink-route", socket(AF_NETLINK, SOCK_RAW, 0));
    say("netlink-netfilter", socket(AF_NETLINK, SOCK_RAW, 12));
    say("xdp", socket(44, SOCK_RAW, 0));
    /* The next family is only named when this one shows that the filter is there. */
    if (say("alg", socket(38, SOCK_SEQPACKET, 0)) < 0 && errno == EPERM)
        say("vsock", socket(40, SOCK_STREAM, 0));
    say("io_uring_setup", syscall(SYS_io_uring_setup, 1, NULL));
    say("keyctl", syscall(SYS_keyctl, 0, -3, 0, 0, 0));
    say("add_key", syscall(SYS_add_key, NULL, NULL, NULL, 0, 0));
    say("request_key", syscall(SYS_request_key, NULL, NULL, NULL, 0));
    say("bpf", syscall(SYS_bpf, 0, NULL, 0));
    say("userfaultfd", syscall(SYS_userfaultfd, 0));
    say("perf_event_open", syscall(SYS_perf_event_open, NULL, 0, 0, -1, 0));
    say("open_by_handle_at", syscall(SYS_open_by_handle_at, AT_FDCWD, NULL, 0));
    say("swapon", syscall(SYS_swapon, NULL, 0));
    say("kexec_load", syscall(SYS_kexec_load, 0, 0, NULL, 0));
    say("reboot", syscall(SYS_reboot, 0, 0, 0, NULL));
    say("clock_settime", syscall(SYS_clock_settime, 0, NULL));
    say("syslog", syscall(SYS_syslog, 10, NULL, 0));
    say("clone3", syscall(SYS_clone3, NULL, 0));
    say("unshare-time", unshare(0x80));
    say("mount", mount("none", "/", "tmpfs", MS_REMOUNT | MS_RDONLY, "nosuchoption"));
    say("ptrace", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
    return 0;
}
