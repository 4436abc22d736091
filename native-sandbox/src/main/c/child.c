#include "child.h"

#include "creds.h"
#include "exec.h"
#include "init.h"
#include "mounts.h"
#include "stage.h"
#include "user.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>

#ifndef TIOCGPTPEER
#define TIOCGPTPEER _IO('T', 0x41)
#endif

/* Docker's exit code for a start that failed for another reason than its program. */
#define STATUS_FAILED 128

static _Noreturn void give_up(int status_socket, uint32_t exit_code) {
    uint8_t message[9 + STAGE_LIMIT] = {CHILD_FAILED};
    size_t length = MIN(strlen(failed_stage()), STAGE_LIMIT - 1);
    put32(message + 1, (uint32_t)(errno == 0 ? EIO : errno));
    put32(message + 5, exit_code);
    memcpy(message + 9, failed_stage(), length);
    send(status_socket, message, 9 + length, MSG_NOSIGNAL);
    _exit(1);
}

/* The terminal's file appears at /dev/console as well, where programs look for the console of their
 * machine. */
static int show_console(int slave) {
    CLOSES int file = open("/dev/console", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    CLOSES int console = mount_clone(slave, 0);
    return file < 0 || console < 0 ? -1 : mount_attach(console, file);
}

/* Makes a terminal where this process is now, so that its name is right there, and hands labd the
 * other end. */
static int make_terminal(struct child *child) {
    static const uint8_t message = CHILD_TERMINAL;
    int unlock = 0, number;
    CLOSES int master = open("/dev/pts/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (master < 0 || ioctl(master, TIOCSPTLCK, &unlock) < 0 ||
        ioctl(master, TIOCGPTN, &number) < 0)
        return failed("open a terminal");
    int slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0)
        return failed("open the terminal's other end");
    if (child->kind == CHILD_CONTAINER && show_console(slave) < 0)
        return failed("make /dev/console");
    struct winsize size = {.ws_row = child->spec->rows, .ws_col = child->spec->columns};
    ioctl(slave, TIOCSWINSZ, &size);
    if (send_with(child->status, &message, 1, &master, 1) < 0)
        return failed("hand over the terminal");
    child->ends = (struct console_ends){{slave, slave, slave}};
    return 0;
}

/* Puts the streams at 0, 1 and 2 and closes every other descriptor but two. */
static int take_streams(struct child *child) {
    bool terminal = (child->spec->flags & PROCESS_TERMINAL) != 0;
    if (setsid() < 0)
        return failed("setsid");
    if (terminal && make_terminal(child) < 0)
        return -1;
    for (int i = 0; i < 3; i++) {
        if (dup2(child->ends.fds[i], i) < 0)
            return failed("set the standard streams");
    }
    if (terminal && ioctl(STDIN_FILENO, TIOCSCTTY, 0) < 0)
        return failed("take the terminal");
    /*
     * Closed and not only marked: a working directory or program of /proc/self/fd must not lead to
     * what labd has (CVE-2024-21626 of runc).
     */
    return close_all_but((const int[]){child->status, child->init}, 2);
}

static uint32_t status_of(int error) {
    return error == ENOENT || error == ENOTDIR ? 127 : error == EACCES ? 126 : STATUS_FAILED;
}

/* Go's spelling of the errors that a working directory meets. */
static const char *describe(int error) {
    return error == ENOENT    ? "no such file or directory"
           : error == ENOTDIR ? "not a directory"
           : error == EACCES  ? "permission denied"
                              : strerror(error);
}

static int enter_directory(const struct child *child) {
    const char *directory = child->spec->directory;
    char seen[PATH_MAX];
    if (child->kind == CHILD_CONTAINER) {
        CLOSES int root = open("/", O_PATH | O_CLOEXEC);
        CLOSES int made = path_make(root, directory, true);
    }
    if (chdir(directory) < 0)
        return failed("chdir to cwd (\"%s\") set in config.json failed: %s", directory,
                      describe(errno));
    /* The system call, because C libraries hide that a directory is not below the root. */
    if (syscall(SYS_getcwd, seen, sizeof seen) < 0 || seen[0] != '/') {
        errno = EPERM;
        return failed("current working directory is outside of container mount namespace root -- "
                      "possible container breakout detected");
    }
    return 0;
}

/* A user other than root must be able to open its own streams again, by /dev/stdout and the like.
 */
static void own_streams(const struct user *user) {
    struct stat status;
    for (int i = 0; i < 3 && user->uid != 0; i++) {
        if (fstat(i, &status) < 0 || (S_ISCHR(status.st_mode) && !isatty(i)))
            continue;
        /* It matters only to those who try to open them. */
        if (fchown(i, user->uid, (gid_t)-1) < 0)
            continue;
    }
}

static void set_home(struct spec *spec, const struct user *user) {
    const char *home = environment_get(spec->environment, "HOME");
    if (home != NULL && home[0] != '\0')
        return;
    size_t count = 0;
    while (spec->environment[count] != NULL)
        count++;
    /* fields_texts left room for it. */
    spec->environment[count] = arena_print(&spec->arena, "HOME=%s", user->home);
    spec->environment[count + 1] = NULL;
}

static _Noreturn void run_program(const struct child *child, const char *path) {
    static const uint8_t ready = CHILD_READY;
    struct spec *spec = child->spec;
    send(child->status, &ready, 1, MSG_NOSIGNAL);
    reset_signals();
    if (install_late_filter(spec) < 0)
        give_up(child->status, STATUS_FAILED);
    if (child->init >= 0)
        init_exec(child->init, spec->arguments, spec->environment);
    else
        execve(path, spec->arguments, spec->environment);
    /* From here on it is the process's own failure, as in runc: on its standard error and with its
     * own exit code. */
    int error = errno;
    close(child->status);
    dprintf(STDERR_FILENO, "exec %s: %s\n", spec->arguments[0],
            error == ENOEXEC  ? "exec format error"
            : error == ENOENT ? "no such file or directory"
                              : strerror(error));
    _exit(255);
}

/* In its namespaces; what is left is the same for all kinds. */
static _Noreturn void finish(struct child *child) {
    struct user user;
    char path[PATH_MAX] = "";
    if (take_streams(child) < 0)
        give_up(child->status, 0);
    if (set_limits_of(child->spec) < 0 ||
        user_resolve(&user, child->spec->user, child->spec->groups) < 0)
        give_up(child->status, STATUS_FAILED);
    set_home(child->spec, &user);
    if (enter_directory(child) < 0)
        give_up(child->status, status_of(errno));
    own_streams(&user);
    if (become(child->spec, &user) < 0)
        give_up(child->status, STATUS_FAILED);
    int missing =
        child->init >= 0 ? 0 : exec_find(child->spec->arguments[0], child->spec->environment, path);
    if (missing != 0)
        give_up(child->status, (uint32_t)missing);
    run_program(child, path);
}

void child_go_on(struct child *child, const struct stage *stage) {
    static const uint8_t mounts = CHILD_MOUNTS;
    if (container_enter(child, stage) < 0)
        give_up(child->status, 0);
    send_with(child->status, &mounts, 1, &stage->mounts, 1);
    if (container_set_sysctls(child->spec) < 0)
        give_up(child->status, STATUS_FAILED);
    finish(child);
}

void child_run(const struct child *given) {
    struct child child = *given;
    struct stage stage;
    umask(0022);
    if (child.kind == CHILD_CONTAINER) {
        struct profile profile = profile_of(child.spec);
        if (stage_build(&stage, &profile, child.net, child.ipc) < 0)
            give_up(child.status, 0);
        child_go_on(&child, &stage);
    }
    if (child.kind == CHILD_EXEC && container_join(&child) < 0)
        give_up(child.status, 0);
    finish(&child);
}
