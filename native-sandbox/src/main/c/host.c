/*
 * drydock-labd host: the launcher. It runs as root of the machine, makes the lab's first process in
 * namespaces of its own, writes its id maps, says its number and ends; the process becomes labd.
 */
#include "host.h"

#include "lab.h"
#include "options.h"
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#define BACKLOG 64
#define NAMESPACES                                                                                 \
    (CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC)

static const char *listening_at;

static void remove_socket(void) {
    unlink(listening_at);
}

static int listen_at(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        die("listen on %s", path);
    }
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        die("socket");
    CLOSES int other = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (connect(other, (struct sockaddr *)&address, sizeof address) == 0) {
        errno = EADDRINUSE;
        die("listen on %s", path);
    }
    /* What a labd that is gone has left. */
    if (errno == ECONNREFUSED)
        unlink(path);
    umask(0177);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0)
        die("listen on %s", path);
    listening_at = path;
    before_death = remove_socket;
    if (listen(fd, BACKLOG) < 0)
        die("listen on %s", path);
    umask(0022);
    return fd;
}

/*
 * Any process that is moved by cgroup.procs waits for an RCU grace period, 5 to 10 ms. In version 1
 * a thread that moves itself through "tasks" does not, and this process has only the one; in
 * version 2 a process can be born in a cgroup. Returns the directory of the version 2 cgroup, -1
 * without one.
 */
static int join_cgroups(char *const *files) {
    int born_in = -1;
    for (; *files != NULL; files++) {
        char *copy = strdup(*files);
        char *slash = copy == NULL ? NULL : strrchr(copy, '/');
        if (slash == NULL) {
            errno = EINVAL;
            die("join %s", *files);
        }
        *slash = '\0';
        CLOSES int directory = open(copy, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        free(copy);
        if (write_file_at(directory, "tasks", "0") == 0)
            continue;
        if (errno == ENOENT && born_in < 0) {
            born_in = fcntl(directory, F_DUPFD_CLOEXEC, 3);
            continue;
        }
        if (write_file_at(AT_FDCWD, *files, "0") < 0)
            die("join %s", *files);
    }
    return born_in;
}

static pid_t fork_labd(int born_in) {
    struct clone_args arguments = {.flags = NAMESPACES | (born_in < 0 ? 0 : CLONE_INTO_CGROUP),
                                   .exit_signal = SIGCHLD,
                                   .cgroup = (uint64_t)MAX(born_in, 0)};
    return (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
}

static void write_map(pid_t pid, const char *kind, const struct host_options *options) {
    char path[64], map[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, kind);
    snprintf(map, sizeof map, "0 %u %u\n", options->uid_base, options->range);
    if (write_file_at(AT_FDCWD, path, map) < 0)
        die("write %s", path);
}

/* Root of a lab may be who the launcher is only where that is nobody to the machine. */
static void check_base(const struct host_options *options) {
    char map[128] = "";
    unsigned inside, outside, count;
    if (options->uid_base > 0)
        return;
    CLOSES int file = open("/proc/self/uid_map", O_RDONLY | O_CLOEXEC);
    if (file < 0 || read(file, map, sizeof map - 1) < 0)
        die("read /proc/self/uid_map");
    bool is_known = sscanf(map, "%u %u %u", &inside, &outside, &count) == 3;
    errno = EPERM;
    if (!is_known || count == UINT32_MAX)
        die("make root of the machine root of a lab");
}

/* The memory of the command line. */
static char *title_start;
static size_t title_size;

void process_title(const char *title) {
    memset(title_start, 0, title_size);
    memcpy(title_start, title, MIN(strlen(title), title_size - 1));
    prctl(PR_SET_NAME, title, 0, 0, 0);
}

/* Students see labd's command line: paths and numbers of the machine do not belong there. */
static void take_title(char **arguments) {
    const char *end = arguments[0];
    /* The options' order may have been changed; all of them lie in one piece. */
    for (size_t i = 0; arguments[i] != NULL; i++)
        end = MAX(end, arguments[i] + strlen(arguments[i]));
    title_start = arguments[0];
    title_size = (size_t)(end - arguments[0]);
    process_title("labd");
}

/* What the launcher opens for labd: root of the lab could not. */
struct inherited {
    int listening, program, null, log;
};

static struct inherited open_for_labd(const struct host_options *options) {
    struct inherited fds = {.listening = listen_at(options->socket),
                            .program = open("/proc/self/exe", O_RDONLY | O_CLOEXEC),
                            .null = open("/dev/null", O_RDWR | O_CLOEXEC)};
    fds.log = options->log == NULL
                  ? fds.null
                  : open(options->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fds.program < 0 || fds.null < 0)
        die("open labd's program and /dev/null");
    if (fds.log < 0)
        die("open %s", options->log);
    return fds;
}

/* Puts what labd keeps at the lowest numbers and closes everything else. */
static void keep_only(const struct inherited *fds) {
    /* Copies above all of them first, so that none is overwritten before it has moved. */
    int above[] = {fds->null, fds->log, fds->log, fds->listening, fds->program};
    for (size_t i = 0; i < COUNT(above); i++)
        above[i] = fcntl(above[i], F_DUPFD_CLOEXEC, 32);
    for (int i = 0; i < (int)COUNT(above); i++) {
        if (dup3(above[i], i, i > STDERR_FILENO ? O_CLOEXEC : 0) < 0)
            die("dup3");
    }
    sys_close_range(COUNT(above), ~0U, 0);
}

/* In the lab: waits for the id maps, then for ever. */
static _Noreturn void become_labd(int launcher, const struct inherited *fds, char **arguments) {
    char ready;
    if (read(launcher, &ready, 1) != 1)
        _exit(125);
    if (setresgid(0, 0, 0) < 0 || setresuid(0, 0, 0) < 0)
        die("become root of the lab");
    /* Root of the lab may not look into labd; setresuid has just undone what was set before. */
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
        die("make labd undumpable");
    if (setsid() < 0)
        die("setsid");
    take_title(arguments - 1); /* from the program's own name on */
    if (write(launcher, "", 1) != 1)
        _exit(125);
    keep_only(fds);
    labd_run(3, 4);
}

int host_main(int count, char **arguments) {
    struct host_options options;
    int launcher[2];
    char ready;
    host_options_parse(&options, count, arguments);
    reset_signals();
    check_base(&options);
    const struct inherited fds = open_for_labd(&options);
    int born_in = join_cgroups(options.cgroups);
    /* The keys of whoever started the server are not the students'. */
    syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, launcher) < 0)
        die("socketpair");
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
        die("make labd undumpable");
    pid_t pid = fork_labd(born_in);
    if (pid < 0)
        die("make the lab's namespaces");
    if (pid == 0) {
        before_death = NULL;
        close(launcher[0]);
        become_labd(launcher[1], &fds, arguments);
    }
    close(launcher[1]);
    write_map(pid, "uid_map", &options);
    write_map(pid, "gid_map", &options);
    errno = 0;
    if (write(launcher[0], "", 1) != 1 || read(launcher[0], &ready, 1) != 1)
        die("labd ended before it was ready");
    printf("PID %d\n", pid);
    return fflush(stdout) == 0 ? 0 : 125;
}
