/*
 * Tries what must not be reachable, so that only the refusal is seen. Lines are "NAME ok" or "NAME errno".
 *
 *     probe reach [UID]         the calls below; as this user if one is given
 *     probe euid                the effective user
 *     probe connect ADDRESS PORT
 *     probe flood ADDRESS PORT COUNT  first segments of as many connections, from made-up ports
 *     probe pipes COUNT         fills this many pipes, and says why it stopped
 *     probe files DIRECTORY COUNT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

static long say(const char *name, long result) {
    if (result < 0)
        printf("%s %d\n", name, errno);
    else
        printf("%s ok\n", name);
    return result;
}

static void sockets(void) {
    say("inet", socket(AF_INET, SOCK_STREAM, 0));
    say("netlink-route", socket(AF_NETLINK, SOCK_RAW, 0));
    say("netlink-netfilter", socket(AF_NETLINK, SOCK_RAW, 12));
    say("xdp", socket(44, SOCK_RAW, 0));
    /* The next family is only named when this one shows that the filter is there. */
    if (say("alg", socket(38, SOCK_SEQPACKET, 0)) < 0 && errno == EPERM)
        say("vsock", socket(40, SOCK_STREAM, 0));
}

/* Whether the kernel gets as far as to look at what it is to set: it is nothing. */
static void tables(void) {
    static const struct {
        const char *name;
        int level, option;
    } calls[] = {
        {"iptables", IPPROTO_IP, 64},   {"arptables", IPPROTO_IP, 96},    {"ebtables", IPPROTO_IP, 128},
        {"ip6tables", IPPROTO_IPV6, 64},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        char set[32], get[32];
        socklen_t size = 0;
        int fd = socket(calls[i].level == IPPROTO_IPV6 ? AF_INET6 : AF_INET, SOCK_DGRAM, 0);
        snprintf(set, sizeof set, "%s-set", calls[i].name);
        snprintf(get, sizeof get, "%s-get", calls[i].name);
        say(set, setsockopt(fd, calls[i].level, calls[i].option, NULL, 0));
        say(get, getsockopt(fd, calls[i].level, calls[i].option, NULL, &size));
        close(fd);
    }
}

static void machine(void) {
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
    say("settimeofday", syscall(SYS_settimeofday, NULL, NULL));
    say("syslog", syscall(SYS_syslog, 10, NULL, 0));
    say("init_module", syscall(SYS_init_module, NULL, 0, NULL));
    say("finit_module", syscall(SYS_finit_module, -1, NULL, 0));
    say("delete_module", syscall(SYS_delete_module, NULL, 0));
    say("unshare-time", unshare(0x80));
#ifdef SYS_iopl
    say("iopl", syscall(SYS_iopl, 3));
#else
    errno = EPERM;
    say("iopl", -1);
#endif
    say("mknod-disk", mknod("/tmp/probe-disk", S_IFBLK | 0600, makedev(254, 0)));
}

/* A child in namespaces of its own ends at once. */
static long clone_with(unsigned long flags) {
    long pid = syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, 0);
    if (pid == 0)
        _exit(0);
    int error = errno;
    if (pid > 0)
        waitpid((pid_t)pid, NULL, 0);
    errno = error;
    return pid;
}

static void namespaces(void) {
    say("clone3", syscall(SYS_clone3, NULL, 0));
    say("clone-user", clone_with(CLONE_NEWUSER));
    say("clone-net", clone_with(CLONE_NEWNET));
    say("mount", mount("none", "/", "tmpfs", MS_REMOUNT | MS_RDONLY, "nosuchoption"));
    say("ptrace", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static int reach(const char *user) {
    if (user != NULL && (setgid((gid_t)atoi(user)) < 0 || setuid((uid_t)atoi(user)) < 0)) {
        perror("become the user");
        return 1;
    }
    sockets();
    tables();
    machine();
    namespaces();
    return 0;
}

static int reach_out(const char *address, const char *port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    inet_pton(AF_INET, address, &to.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), error = 0;
    socklen_t size = sizeof error;
    long result = connect(fd, (struct sockaddr *)&to, sizeof to);
    if (result == 0 || errno != EINPROGRESS) {
        say(address, result);
        return 0;
    }
    struct pollfd ready = {.fd = fd, .events = POLLOUT};
    if (poll(&ready, 1, 2000) == 0)
        error = ETIMEDOUT;
    else
        getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    errno = error;
    say(address, error == 0 ? 0 : -1);
    return 0;
}

static uint16_t sum_of(const uint16_t *words, size_t count) {
    uint32_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += words[i];
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return (uint16_t)~sum;
}

static int flood(const char *address, const char *port, int count) {
    struct {
        uint32_t from, to;
        uint16_t protocol, size;
        struct tcphdr tcp;
    } segment = {.protocol = htons(IPPROTO_TCP), .size = htons(sizeof segment.tcp)};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))}, own;
    socklen_t size = sizeof own;
    inet_pton(AF_INET, address, &to.sin_addr);
    int way = socket(AF_INET, SOCK_DGRAM, 0), raw = socket(AF_INET, SOCK_RAW, IPPROTO_TCP);
    if (connect(way, (struct sockaddr *)&to, sizeof to) < 0 ||
        getsockname(way, (struct sockaddr *)&own, &size) < 0 || raw < 0) {
        say("flood", -1);
        return 0;
    }
    segment.from = own.sin_addr.s_addr;
    segment.to = to.sin_addr.s_addr;
    int sent = 0;
    for (int i = 0; i < count; i++) {
        segment.tcp = (struct tcphdr){.source = htons((uint16_t)(1024 + i % 60000)),
                                      .dest = to.sin_port,
                                      .seq = htonl((uint32_t)i),
                                      .doff = sizeof segment.tcp / 4,
                                      .syn = 1,
                                      .window = htons(65535)};
        segment.tcp.check = sum_of((const uint16_t *)&segment, sizeof segment / 2);
        sent += sendto(raw, &segment.tcp, sizeof segment.tcp, 0, (struct sockaddr *)&to, sizeof to) > 0;
    }
    printf("sent %d\n", sent);
    return 0;
}

/* What pipes hold is the kernel's memory. Each child fills as many as it may have open. */
static int pipes(int count) {
    static const char full[64 * 1024];
    for (int made = 0; made < count; made++) {
        int ends[2];
        if (pipe2(ends, O_NONBLOCK) == 0) {
            while (write(ends[1], full, sizeof full) > 0)
                ;
            continue;
        }
        pid_t child = errno == EMFILE ? fork() : -1;
        if (child < 0)
            break;
        if (child == 0) {
            syscall(SYS_close_range, 3, ~0U, 0);
            continue;
        }
        int status;
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    printf("pipes %d\n", errno);
    fflush(stdout);
    return 0;
}

static int files(const char *directory, int count) {
    char path[4096];
    long result = 0;
    for (int i = 0; i < count && result >= 0; i++) {
        snprintf(path, sizeof path, "%s/file-%d", directory, i);
        result = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (result >= 0)
            close((int)result);
    }
    say("files", result);
    return 0;
}

int main(int count, char **arguments) {
    const char *what = count > 1 ? arguments[1] : "";
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (strcmp(what, "reach") == 0)
        return reach(count > 2 ? arguments[2] : NULL);
    if (strcmp(what, "euid") == 0)
        return printf("%d\n", (int)geteuid()) < 0;
    if (strcmp(what, "connect") == 0 && count == 4)
        return reach_out(arguments[2], arguments[3]);
    if (strcmp(what, "flood") == 0 && count == 5)
        return flood(arguments[2], arguments[3], atoi(arguments[4]));
    if (strcmp(what, "pipes") == 0 && count == 3)
        return pipes(atoi(arguments[2]));
    if (strcmp(what, "files") == 0 && count == 4)
        return files(arguments[2], atoi(arguments[3]));
    return 2;
}
