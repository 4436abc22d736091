/*
 * System calls that C libraries lack or wrap differently. <linux/mount.h> and <sys/mount.h> of
 * glibc 2.36 exclude each other, so the mount family is declared here once and works with glibc and
 * musl alike.
 */
#pragma once

#include <linux/mount.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x00001000
#endif
#ifndef CLONE_NEWCGROUP
#define CLONE_NEWCGROUP 0x02000000
#endif
#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000
#endif
#define MNT_DETACH 2

int mount(const char *source, const char *target, const char *type, unsigned long flags,
          const void *data);
int umount2(const char *target, int flags);

static inline int sys_openat2(int directory, const char *path, const struct open_how *how) {
    return (int)syscall(SYS_openat2, directory, path, how, sizeof *how);
}

static inline int sys_open_tree(int directory, const char *path, unsigned flags) {
    return (int)syscall(SYS_open_tree, directory, path, flags);
}

static inline int sys_move_mount(int from, const char *from_path, int to, const char *to_path,
                                 unsigned flags) {
    return (int)syscall(SYS_move_mount, from, from_path, to, to_path, flags);
}

static inline int sys_fsopen(const char *type) {
    return (int)syscall(SYS_fsopen, type, FSOPEN_CLOEXEC);
}

static inline int sys_fsconfig(int fd, unsigned command, const char *key, const void *value,
                               int aux) {
    return (int)syscall(SYS_fsconfig, fd, command, key, value, aux);
}

static inline int sys_fsmount(int fd, unsigned attributes) {
    return (int)syscall(SYS_fsmount, fd, FSMOUNT_CLOEXEC, attributes);
}

static inline int sys_mount_setattr(int directory, const char *path, unsigned flags,
                                    struct mount_attr *attributes) {
    return (int)syscall(SYS_mount_setattr, directory, path, flags, attributes, sizeof *attributes);
}

static inline int sys_pivot_root(const char *root, const char *old) {
    return (int)syscall(SYS_pivot_root, root, old);
}

static inline int sys_close_range(unsigned first, unsigned last, unsigned flags) {
    return (int)syscall(SYS_close_range, first, last, flags);
}

static inline int sys_faccessat2(int directory, const char *path, int mode, int flags) {
    return (int)syscall(SYS_faccessat2, directory, path, mode, flags);
}

/* fork with namespaces. */
static inline pid_t sys_fork(unsigned long flags, int *pidfd) {
    return (pid_t)syscall(SYS_clone, flags, NULL, pidfd, NULL, NULL);
}

/* The same into a cgroup of version 2: moving there later costs an RCU grace period. */
static inline pid_t sys_fork_into(int cgroup, unsigned long flags, int *pidfd) {
    struct clone_args arguments = {.flags = (flags & ~(unsigned long)CSIGNAL) | CLONE_INTO_CGROUP,
                                   .pidfd = (uint64_t)(uintptr_t)pidfd,
                                   .exit_signal = flags & CSIGNAL,
                                   .cgroup = (uint64_t)cgroup};
    return (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
}
