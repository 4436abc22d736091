/* What happens between fork and exec, in the child; see the picture in README.md. */
#pragma once

#include "console.h"
#include "process.h"
#include "spec.h"

enum child_kind { CHILD_CONTAINER, CHILD_EXEC, CHILD_LAB };

/* What a child says to labd on its status socket, one message each. */
enum child_message {
    CHILD_TERMINAL = 'T', /* with the terminal's descriptor */
    CHILD_MOUNTS = 'M',   /* with that of a container's mount namespace */
    CHILD_NAMES = 'N',    /* with the sockets at which it asks for names */
    CHILD_READY = 'R',    /* nothing but exec is left; the socket closes when it succeeds */
    CHILD_FAILED = 'F',   /* u32 errno, u32 exit code or 0, text */
};

enum { FILE_RESOLV, FILE_HOSTNAME, FILE_HOSTS, FILES };

/* Detached mounts of the files below /etc that are the container's own; -1 for none. */
struct rootfs_files {
    int fds[FILES];
};

struct child {
    enum child_kind kind;
    struct spec *spec;
    struct console_ends ends;
    int status;
    int init;                              /* the program of the container's init, -1 without one */
    const struct process *container;       /* CHILD_EXEC: whose namespaces */
    const struct process *net, *ipc, *pid; /* CHILD_CONTAINER: whose namespace is shared, or NULL */
    const int *cgroups;
    size_t cgroup_count;
    int root; /* CHILD_CONTAINER, as all below */
    const int *mounts;
    struct rootfs_files files;
};

struct stage;

_Noreturn void child_run(const struct child *child);
/* From where the stage of a container is built. */
_Noreturn void child_go_on(struct child *child, const struct stage *stage);

/* In container.c. The cgroup of version 2 in which the child is to be born, -1 without one. */
int container_birthplace(const struct child *child);
/* Makes a process on a stage the container's, or one outside a process of it. Both
 * note failures. */
int container_enter(const struct child *child, const struct stage *stage);
int container_join(const struct child *child);
/* Settings of the namespaces that the container has entered. Notes failures. */
int container_set_sysctls(const struct spec *spec);
