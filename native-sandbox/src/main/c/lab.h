/* PID 1 of a lab host: what it keeps for the life of the lab. */
#pragma once

#include "connection.h"

#include <sys/resource.h>

struct device {
    const char *name;
    int fd; /* labd's own bind mount of the machine's device */
};

enum { DEVICE_NULL, DEVICE_ZERO, DEVICE_FULL, DEVICE_RANDOM, DEVICE_URANDOM, DEVICE_TTY, DEVICES };

struct lab {
    bool is_set_up;
    bool can_set_groups;       /* not where an ordinary user has made the namespace */
    uint64_t started;          /* ns since the epoch */
    struct rlimit descriptors; /* as labd was started; its children get it back */
    int program;               /* labd's own executable */
    int pid_namespace;         /* labd's own, to come back from a container's */
    int store;                 /* the hidden tmpfs, see setup.c */
    int proc;                  /* a /proc that nobody in the lab can unmount */
    int empty;                 /* an empty read-only directory, to cover others with */
    struct device devices[DEVICES];
};

extern struct lab lab;

/* Serves the listening socket for ever; program is labd's own executable. */
_Noreturn void labd_run(int listening, int program);

/* In setup.c: builds the lab's root file system and moves into it. -1 with a noted failure. */
int lab_set_up(const struct frame *frame);
/* Mounts on a path of the lab, in place of what is mounted there. -1 with a noted failure. */
int lab_mount(int mount, const char *target);
