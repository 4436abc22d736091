/*
 * drydock-labd freeze MILLISECONDS DIRECTORY...: nothing is written to the file systems that the
 * directories are on, from the line FROZEN until standard input ends, and not longer than so many
 * milliseconds. The line THAWED N says that nothing was written in between, for N microseconds; the
 * line LATE that the time was over before.
 *
 * A frozen file system stays so when the one who froze it is killed, and so do those who write to
 * it: no signal ends them. That is why the server leaves it to a process that nobody waits for and
 * that sees the server's end.
 */
#include "freeze.h"

#include "util.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define MOST 16

static struct {
    int open[MOST];
    int frozen;
    uint64_t since; /* ns */
} disks;

static void thaw_all(void) {
    while (disks.frozen > 0)
        ioctl(disks.open[--disks.frozen], FITHAW, 0);
}

static void ignore_signals(void) {
    const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE};
    for (size_t i = 0; i < COUNT(ignored); i++)
        signal(ignored[i], SIG_IGN);
    /* What is sent to the server's group is not meant for this process. */
    setsid();
}

/* Most of what is to be written is written before the freeze, while everybody goes on. */
static void freeze_all(int count, char **directories) {
    for (int i = 0; i < count; i++) {
        disks.open[i] = open(directories[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (disks.open[i] < 0)
            die("open %s", directories[i]);
        if (syncfs(disks.open[i]) < 0)
            die("write out %s", directories[i]);
    }
    disks.since = now_monotonic();
    for (int i = 0; i < count; i++) {
        if (ioctl(disks.open[i], FIFREEZE, 0) < 0)
            die("freeze %s", directories[i]);
        disks.frozen++;
    }
}

int freeze_main(int count, char **arguments) {
    errno = 0;
    if (count < 3 || count - 2 > MOST)
        die("usage: drydock-labd freeze MILLISECONDS DIRECTORY...");
    int patience = atoi(arguments[1]);
    if (patience <= 0)
        die("wait for %s milliseconds", arguments[1]);
    ignore_signals();
    before_death = thaw_all;
    freeze_all(count - 2, arguments + 2);
    if (puts("FROZEN") < 0 || fflush(stdout) != 0)
        die("say that they are frozen");
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    int ended = poll(&input, 1, patience);
    thaw_all();
    if (ended > 0)
        printf("THAWED %llu\n", (unsigned long long)(now_monotonic() - disks.since) / 1000);
    else
        puts("LATE");
    return 0;
}
