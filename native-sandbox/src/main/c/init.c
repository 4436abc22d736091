#include "init.h"

#include "lab.h"
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>

/*
 * A copy in memory, shared by all containers of the lab: labd's own file lies on the machine, where
 * a user of the lab may not be allowed to run it and a container has no business to see it.
 */
int init_program(void) {
    static int program = -1;
    struct stat status;
    if (program >= 0)
        return program;
    int copy = memfd_create("docker-init", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (copy < 0 || fstat(lab.program, &status) < 0)
        return failed("make the init program");
    off_t done = 0;
    while (done < status.st_size) {
        if (sendfile(copy, lab.program, &done, (size_t)(status.st_size - done)) <= 0) {
            close_descriptor(&copy);
            return failed("copy the init program");
        }
    }
    fcntl(copy, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
    return program = copy;
}

void init_exec(int program, char *const *arguments, char *const *environment) {
    size_t count = 0;
    while (arguments[count] != NULL)
        count++;
    const char **all = allocate((count + 3) * sizeof *all);
    all[0] = "/sbin/docker-init";
    all[1] = "--";
    memcpy(all + 2, arguments, count * sizeof *all);
    syscall(SYS_execveat, program, "", all, environment, AT_EMPTY_PATH);
}

static _Noreturn void run(char **arguments) {
    /* A group of its own, in the terminal's foreground: what is typed as ^C reaches the program and
     * not its init. */
    setpgid(0, 0);
    signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(STDIN_FILENO, getpgrp());
    reset_signals();
    execvp(arguments[0], arguments);
    int error = errno;
    fprintf(stderr, "[FATAL tini (%d)] exec %s failed: %s\n", getpid(), arguments[0],
            strerror(error));
    _exit(error == ENOENT ? 127 : error == EACCES ? 126 : 1);
}

/* Reaps whatever has ended; ends with the program. */
static void reap(pid_t program) {
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid == program)
            _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    }
}

void init_main(int count, char **arguments) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    prctl(PR_SET_NAME, "docker-init", 0, 0, 0);
    if (count < 3)
        _exit(125);
    pid_t program = fork();
    if (program < 0)
        die("fork");
    if (program == 0)
        run(arguments + 2);
    for (;;) {
        int number = sigwaitinfo(&all, NULL);
        if (number == SIGCHLD)
            reap(program);
        else if (number > 0 && number != SIGTTIN && number != SIGTTOU)
            kill(program, number);
    }
}
