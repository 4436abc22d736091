/*
 * The part of a container that does not depend on which one it is: namespaces, a network with its
 * loopback device, and /proc, /sys and /dev with what is hidden of them. It is built before the
 * root file system is there, so a process can do it ahead of time (spare.c).
 */
#pragma once

#include "lab.h"
#include "spec.h"

#define SHM_SIZE_DEFAULT (64 << 20)

/* Flags of a container that a stage depends on. */
#define STAGE_FLAGS                                                                                \
    (CONTAINER_LAB_NETWORK | CONTAINER_LAB_IPC | CONTAINER_LAB_UTS | CONTAINER_SYSTEM_WRITABLE)

/* All that a stage depends on. Masks and read-only paths are below /proc and /sys. */
struct profile {
    char *const *masks, *const *readonly;
    uint32_t flags;
    uint64_t shm_size;
};

struct process;

struct stage {
    int proc, sys, dev; /* mounted, to be moved below the container's root */
    int lab_socket;     /* a routing socket of the lab's network */
    int mounts;         /* the mount namespace */
};

struct profile profile_of(const struct spec *spec);
bool profile_equal(const struct profile *one, const struct profile *other);

/*
 * Moves this process, which is in a PID namespace of its own or is to stay in that of the lab, into
 * the other namespaces. The two processes are those whose network and IPC are shared, or NULL. Call
 * it in the lab's mount namespace. Notes failures.
 */
int stage_build(struct stage *stage, const struct profile *profile, const struct process *net,
                const struct process *ipc);

/*
 * Mounts /dev with the devices and terminals, shared memory (a given mount, or with -1 a new one of
 * so many bytes) and message queues; returns its descriptor. Notes failures.
 */
int mount_dev(int root, const int devices[DEVICES], int shm, uint64_t shm_size);
