/* The file systems that every container and the lab host itself have. */
#pragma once

#include "child.h"
#include "lab.h"
#include "spec.h"

#define SHM_SIZE_DEFAULT (64 << 20)

/* What a container is made of, copied while the lab's mount namespace could still be seen. */
struct rootfs {
    int root;
    const int *mounts; /* for the spec's targets */
    int devices[DEVICES];
    int empty;
    bool empty_used;
    int hosts, hostname, resolv;
    int shm; /* shared with whom the IPC namespace is, -1 for one of its own */
};

/*
 * Mounts /dev with the devices and terminals, shared memory (a given mount, or with -1 a new one of
 * so many bytes) and message queues. Notes failures.
 */
int mount_dev(int root, const int devices[DEVICES], int shm, uint64_t shm_size);
/* Learns the machine's hierarchies; call it before the lab has a cgroup namespace. Notes failures.
 */
int cgroups_find(void);
/* Shows the cgroups below this process's own at /sys/fs/cgroup, as far as the kernel lets it. Notes
 * failures. */
int mount_cgroups(int root, bool readonly);

/* Copies what the container gets from the lab; call it in the lab's mount namespace. Notes
 * failures. */
int rootfs_prepare(struct rootfs *rootfs, const struct child *child);
/* Takes away what rootfs_prepare left for the container's whole life. */
void rootfs_forget(const char *id);
/* Builds the container's root and moves into it; call it in the container's own namespaces. Notes
 * failures. */
int rootfs_enter(struct rootfs *rootfs, const struct spec *spec);
