#include "stage.h"

#include "mounts.h"
#include "netlink.h"
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* What a stage is made of, copied while the lab's mount namespace could still be seen. */
struct parts {
    int root; /* where the mounts are until the container's root is there */
    int devices[DEVICES];
    int empty;
    bool empty_used;
    int shm; /* shared with whom the IPC namespace is, -1 for one of its own */
};

struct profile profile_of(const struct spec *spec) {
    return (struct profile){.masks = spec->masks,
                            .readonly = spec->readonly,
                            .flags = spec->container_flags & STAGE_FLAGS,
                            .shm_size = spec->shm_size == 0 ? SHM_SIZE_DEFAULT : spec->shm_size};
}

static bool texts_equal(char *const *one, char *const *other) {
    for (; *one != NULL && *other != NULL; one++, other++) {
        if (strcmp(*one, *other) != 0)
            return false;
    }
    return *one == *other;
}

bool profile_equal(const struct profile *one, const struct profile *other) {
    return one->flags == other->flags && one->shm_size == other->shm_size &&
           texts_equal(one->masks, other->masks) && texts_equal(one->readonly, other->readonly);
}

static int keep(int *fd) {
    int kept = *fd;
    *fd = -1;
    return kept;
}

static int make_nodes(int dev, const int devices[DEVICES]) {
    static const char *const links[][2] = {
        {"/proc/self/fd", "fd"},       {"/proc/self/fd/0", "stdin"}, {"/proc/self/fd/1", "stdout"},
        {"/proc/self/fd/2", "stderr"}, {"/proc/kcore", "core"},      {"pts/ptmx", "ptmx"},
    };
    for (int i = 0; i < DEVICES; i++) {
        const char *name = lab.devices[i].name;
        CLOSES int file = openat(dev, name, O_RDONLY | O_CREAT | O_CLOEXEC, 0666);
        if (file < 0 || mount_attach(devices[i], file) < 0)
            return failed("make /dev/%s", name);
    }
    for (size_t i = 0; i < COUNT(links); i++) {
        if (symlinkat(links[i][0], dev, links[i][1]) < 0)
            return failed("make /dev/%s", links[i][1]);
    }
    return 0;
}

static int mount_shm(int dev, int given, uint64_t size) {
    char text[32];
    const char *const options[] = {"source=shm", "mode=1777", text, NULL};
    if (given >= 0)
        return mount_given(dev, "shm", given);
    snprintf(text, sizeof text, "size=%llu", (unsigned long long)size);
    CLOSES int shm = mount_new(dev, "shm", "tmpfs", options, SYSTEM_MOUNT);
    return shm < 0 ? -1 : 0;
}

/* Terminals belong to the group tty, which a lab with one id does not have. */
static int mount_pts(int dev) {
    static const char *const options[] = {"newinstance", "ptmxmode=0666", "mode=0620", "gid=5",
                                          NULL};
    static const char *const without_group[] = {"newinstance", "ptmxmode=0666", "mode=0620", NULL};
    unsigned attributes = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC;
    int made = mount_new(dev, "pts", "devpts", options, attributes);
    return made < 0 && errno == EINVAL ? mount_new(dev, "pts", "devpts", without_group, attributes)
                                       : made;
}

int mount_dev(int root, const int devices[DEVICES], int shm, uint64_t shm_size) {
    static const char *const dev_options[] = {"mode=755", "size=65536k", NULL};
    CLOSES int dev =
        mount_new(root, "/dev", "tmpfs", dev_options, MOUNT_ATTR_NOSUID | MOUNT_ATTR_STRICTATIME);
    if (dev < 0 || make_nodes(dev, devices) < 0)
        return -1;
    CLOSES int pts = mount_pts(dev);
    if (pts < 0 || mount_shm(dev, shm, shm_size) < 0)
        return -1;
    CLOSES int queues = mount_new(dev, "mqueue", "mqueue", NULL, SYSTEM_MOUNT);
    return queues < 0 ? -1 : keep(&dev);
}

/* A copy of the shared memory at /dev/shm of the mount namespace that this process is in. */
static int copy_shm(void) {
    CLOSES int root = open("/", O_PATH | O_CLOEXEC);
    CLOSES int shm = path_open(root, "/dev/shm");
    int copy = shm < 0 ? -1 : mount_clone(shm, 0);
    return copy < 0 ? failed("share /dev/shm") : copy;
}

/* Shared memory belongs to an IPC namespace as people see it, though the kernel has it as files. */
static int share_shm(struct parts *parts, const struct profile *profile,
                     const struct process *ipc) {
    if (ipc == NULL) {
        bool shared = (profile->flags & CONTAINER_LAB_IPC) != 0;
        parts->shm = shared ? copy_shm() : -1;
        return shared && parts->shm < 0 ? -1 : 0;
    }
    CLOSES int home = openat(lab.proc, "self/ns/mnt", O_RDONLY | O_CLOEXEC);
    if (home < 0 || setns(ipc->pidfd, CLONE_NEWNS) < 0)
        return failed("share /dev/shm of %s", ipc->id);
    parts->shm = copy_shm();
    if (setns(home, CLONE_NEWNS) < 0)
        return failed("return to the lab's mounts");
    return parts->shm < 0 ? -1 : 0;
}

static int copy_parts(struct parts *parts, const struct profile *profile,
                      const struct process *ipc) {
    if (share_shm(parts, profile, ipc) < 0)
        return -1;
    for (int i = 0; i < DEVICES; i++) {
        parts->devices[i] = mount_clone(lab.devices[i].fd, 0);
        if (parts->devices[i] < 0)
            return failed("copy /dev/%s", lab.devices[i].name);
    }
    parts->empty = mount_clone(lab.empty, 0);
    return parts->empty < 0 ? failed("copy the empty directory") : 0;
}

/* Covers a file with /dev/null and a directory with an empty one. */
static int mask(struct parts *parts, const char *path) {
    struct stat status;
    CLOSES int target = path_open(parts->root, path);
    if (target < 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : failed("mask %s", path);
    if (fstat(target, &status) < 0)
        return failed("mask %s", path);
    bool directory = S_ISDIR(status.st_mode);
    /* A mount can be copied only where it is attached: the empty directory itself covers the first.
     */
    if (directory && !parts->empty_used) {
        parts->empty_used = true;
        return mount_attach(parts->empty, target) < 0 ? failed("mask %s", path) : 0;
    }
    CLOSES int cover = mount_clone(directory ? parts->empty : parts->devices[DEVICE_NULL], 0);
    if (cover < 0 || mount_attach(cover, target) < 0)
        return failed("mask %s", path);
    return 0;
}

static int make_readonly(struct parts *parts, const char *path) {
    CLOSES int target = path_open(parts->root, path);
    if (target < 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : failed("make %s read-only", path);
    CLOSES int copy = mount_clone(target, AT_RECURSIVE);
    if (copy < 0 || mount_readonly(copy, AT_RECURSIVE) < 0 || mount_attach(copy, target) < 0)
        return failed("make %s read-only", path);
    return 0;
}

static int protect(struct parts *parts, const struct profile *profile) {
    for (size_t i = 0; profile->readonly[i] != NULL; i++) {
        if (make_readonly(parts, profile->readonly[i]) < 0)
            return -1;
    }
    for (size_t i = 0; profile->masks[i] != NULL; i++) {
        if (mask(parts, profile->masks[i]) < 0)
            return -1;
    }
    return 0;
}

/* Docker's settings; a kernel without one of them works as well. */
static void set_network_defaults(void) {
    write_file_at(lab.proc, "sys/net/ipv6/conf/all/disable_ipv6", "1");
    write_file_at(lab.proc, "sys/net/ipv4/ip_unprivileged_port_start", "0");
    write_file_at(lab.proc, "sys/net/ipv4/ping_group_range", "0 65535");
}

static int enter_namespaces(const struct profile *profile, const struct process *net,
                            const struct process *ipc) {
    int flags = CLONE_NEWNS;
    if (!(profile->flags & CONTAINER_LAB_UTS))
        flags |= CLONE_NEWUTS;
    if (!(profile->flags & CONTAINER_LAB_IPC) && ipc == NULL)
        flags |= CLONE_NEWIPC;
    if (!(profile->flags & CONTAINER_LAB_NETWORK) && net == NULL)
        flags |= CLONE_NEWNET;
    if (unshare(flags) < 0)
        return failed("unshare the container's namespaces");
    /* Whatever a student did to the lab's mounts, these go nowhere else. */
    if (mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        return failed("make the container's mounts private");
    if (net != NULL && setns(net->pidfd, CLONE_NEWNET) < 0)
        return failed("join the network of %s", net->id);
    if (ipc != NULL && setns(ipc->pidfd, CLONE_NEWIPC) < 0)
        return failed("join the IPC of %s", ipc->id);
    if (!(flags & CLONE_NEWNET))
        return 0;
    set_network_defaults();
    return netlink_loopback();
}

static int mount_root(void) {
    static const char *const options[] = {"mode=0700", "size=64k", NULL};
    CLOSES int root = mount_make("tmpfs", options, SYSTEM_MOUNT);
    if (root < 0 || sys_move_mount(root, "", AT_FDCWD, "/", MOVE_MOUNT_F_EMPTY_PATH) < 0)
        return failed("make a place for the container's mounts");
    return keep(&root);
}

int stage_build(struct stage *stage, const struct profile *profile, const struct process *net,
                const struct process *ipc) {
    struct parts parts = {.shm = -1};
    bool writable = (profile->flags & CONTAINER_SYSTEM_WRITABLE) != 0;
    stage->lab_socket = netlink_open();
    if (stage->lab_socket < 0 || copy_parts(&parts, profile, ipc) < 0 ||
        enter_namespaces(profile, net, ipc) < 0)
        return -1;
    stage->mounts = openat(lab.proc, "self/ns/mnt", O_RDONLY | O_CLOEXEC);
    if (stage->mounts < 0)
        return failed("open the container's mount namespace");
    parts.root = mount_root();
    if (parts.root < 0)
        return -1;
    stage->proc = mount_new(parts.root, "/proc", "proc", NULL, SYSTEM_MOUNT);
    stage->dev = mount_dev(parts.root, parts.devices, parts.shm, profile->shm_size);
    stage->sys = mount_new(parts.root, "/sys", "sysfs", NULL,
                           SYSTEM_MOUNT | (writable ? 0 : MOUNT_ATTR_RDONLY));
    if (stage->proc < 0 || stage->dev < 0 || stage->sys < 0)
        return -1;
    return protect(&parts, profile);
}
