/* The root file system of a container, in the order in which Docker's runtime builds it. */
#include "rootfs.h"

#include "mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RESOLV_LIMIT (64 * 1024)

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
    const char *const options[] = {"mode=1777", text, NULL};
    if (given >= 0)
        return mount_given(dev, "shm", given);
    snprintf(text, sizeof text, "size=%llu", (unsigned long long)size);
    CLOSES int shm = mount_new(dev, "shm", "tmpfs", options, SYSTEM_MOUNT);
    return shm < 0 ? -1 : 0;
}

int mount_dev(int root, const int devices[DEVICES], int shm, uint64_t shm_size) {
    static const char *const dev_options[] = {"mode=755", "size=65536k", NULL};
    static const char *const pts_options[] = {"newinstance", "ptmxmode=0666", "mode=0620", "gid=5",
                                              NULL};
    CLOSES int dev =
        mount_new(root, "/dev", "tmpfs", dev_options, MOUNT_ATTR_NOSUID | MOUNT_ATTR_STRICTATIME);
    if (dev < 0 || make_nodes(dev, devices) < 0)
        return -1;
    CLOSES int pts =
        mount_new(dev, "pts", "devpts", pts_options, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
    if (pts < 0 || mount_shm(dev, shm, shm_size) < 0)
        return -1;
    CLOSES int queues = mount_new(dev, "mqueue", "mqueue", NULL, SYSTEM_MOUNT);
    return queues < 0 ? -1 : 0;
}

/* Writes one of the container's own files into labd's store and returns a detached mount of it. */
static int own_file(int directory, const char *name, const char *content, size_t length) {
    CLOSES int file =
        openat(directory, name, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file < 0 || write(file, content, length) != (ssize_t)length)
        return failed("write the container's %s", name);
    int mount = mount_clone(file, 0);
    return mount < 0 ? failed("copy the container's %s", name) : mount;
}

/* A file of the lab host, which is the container's as well unless the server gave another; empty if
 * there is none. */
static char *lab_file(const char *path, size_t *length) {
    char *content = allocate(RESOLV_LIMIT);
    CLOSES int root = open("/", O_PATH | O_CLOEXEC);
    CLOSES int file = path_read(root, path);
    ssize_t size = file < 0 ? -1 : read(file, content, RESOLV_LIMIT);
    *length = size < 0 ? 0 : (size_t)size;
    return content;
}

static int own_or_lab_file(int directory, const char *name, const char *content) {
    if (content != NULL)
        return own_file(directory, name, content, strlen(content));
    char path[64];
    size_t length;
    snprintf(path, sizeof path, "/etc/%s", name);
    char *copied = lab_file(path, &length);
    int mount = own_file(directory, name, copied, length);
    free(copied);
    return mount;
}

/* Where Docker keeps them: the container's mountinfo reads as on a real Docker host. */
static void own_directory(char path[256], const char *id) {
    snprintf(path, 256, "var/lib/docker/containers/%s", id);
}

void rootfs_forget(const char *id) {
    static const char *const files[] = {"hosts", "hostname", "resolv.conf"};
    char path[256];
    own_directory(path, id);
    CLOSES int directory = openat(lab.store, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; directory >= 0 && i < COUNT(files); i++)
        unlinkat(directory, files[i], 0);
    unlinkat(lab.store, path, AT_REMOVEDIR);
}

static int prepare_files(struct rootfs *rootfs, const struct spec *spec) {
    char path[256], name[128];
    own_directory(path, spec->id);
    CLOSES int directory = path_make(lab.store, path, true);
    if (directory < 0)
        return failed("make the container's directory");
    CLOSES int opened = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0)
        return failed("open the container's directory");
    rootfs->hosts = own_or_lab_file(opened, "hosts", spec->hosts);
    rootfs->resolv = own_or_lab_file(opened, "resolv.conf", spec->resolv);
    snprintf(name, sizeof name, "%s\n", spec->hostname == NULL ? "" : spec->hostname);
    rootfs->hostname = own_or_lab_file(opened, "hostname", spec->hostname == NULL ? NULL : name);
    return rootfs->hosts < 0 || rootfs->resolv < 0 || rootfs->hostname < 0 ? -1 : 0;
}

/* A copy of the shared memory at /dev/shm of the mount namespace that this process is in. */
static int copy_shm(void) {
    CLOSES int root = open("/", O_PATH | O_CLOEXEC);
    CLOSES int shm = path_open(root, "/dev/shm");
    int copy = shm < 0 ? -1 : mount_clone(shm, 0);
    return copy < 0 ? failed("share /dev/shm") : copy;
}

/* Shared memory belongs to an IPC namespace as people see it, though the kernel has it as files. */
static int share_shm(struct rootfs *rootfs, const struct child *child) {
    if (child->ipc == NULL) {
        rootfs->shm = child->spec->container_flags & CONTAINER_LAB_IPC ? copy_shm() : -1;
        return rootfs->shm < 0 && (child->spec->container_flags & CONTAINER_LAB_IPC) ? -1 : 0;
    }
    CLOSES int home = openat(lab.proc, "self/ns/mnt", O_RDONLY | O_CLOEXEC);
    if (home < 0 || setns(child->ipc->pidfd, CLONE_NEWNS) < 0)
        return failed("share /dev/shm of %s", child->ipc->id);
    rootfs->shm = copy_shm();
    if (setns(home, CLONE_NEWNS) < 0)
        return failed("return to the lab's mounts");
    return rootfs->shm < 0 ? -1 : 0;
}

int rootfs_prepare(struct rootfs *rootfs, const struct child *child) {
    const struct spec *spec = child->spec;
    *rootfs = (struct rootfs){.root = child->root, .mounts = child->mounts};
    if (share_shm(rootfs, child) < 0)
        return -1;
    for (int i = 0; i < DEVICES; i++) {
        rootfs->devices[i] = mount_clone(lab.devices[i].fd, 0);
        if (rootfs->devices[i] < 0)
            return failed("copy /dev/%s", lab.devices[i].name);
    }
    rootfs->empty = mount_clone(lab.empty, 0);
    if (rootfs->empty < 0)
        return failed("copy the empty directory");
    return prepare_files(rootfs, spec);
}

static int check_ordinary(int root, const char *name, const char *type) {
    struct stat status;
    if (fstatat(root, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return failed("filesystem \"%s\" must be mounted on ordinary directory", type);
    }
    return 0;
}

static int mount_system(int root, const char *path, const char *type, unsigned attributes) {
    CLOSES int made = mount_new(root, path, type, NULL, attributes);
    return made < 0 ? -1 : 0;
}

static int mount_given_all(const struct rootfs *rootfs, const struct spec *spec) {
    int root = rootfs->root;
    if (mount_given(root, "/etc/resolv.conf", rootfs->resolv) < 0 ||
        mount_given(root, "/etc/hostname", rootfs->hostname) < 0 ||
        mount_given(root, "/etc/hosts", rootfs->hosts) < 0)
        return -1;
    for (size_t i = 0; spec->targets[i] != NULL; i++) {
        if (mount_given(root, spec->targets[i], rootfs->mounts[i]) < 0)
            return -1;
    }
    return 0;
}

/* Covers a file with /dev/null and a directory with an empty one. */
static int mask(struct rootfs *rootfs, const char *path) {
    struct stat status;
    CLOSES int target = path_open(rootfs->root, path);
    if (target < 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : failed("mask %s", path);
    if (fstat(target, &status) < 0)
        return failed("mask %s", path);
    bool directory = S_ISDIR(status.st_mode);
    /* A mount can be copied only where it is attached: the empty directory itself covers the first.
     */
    if (directory && !rootfs->empty_used) {
        rootfs->empty_used = true;
        return mount_attach(rootfs->empty, target) < 0 ? failed("mask %s", path) : 0;
    }
    CLOSES int cover = mount_clone(directory ? rootfs->empty : rootfs->devices[DEVICE_NULL], 0);
    if (cover < 0 || mount_attach(cover, target) < 0)
        return failed("mask %s", path);
    return 0;
}

static int make_readonly(struct rootfs *rootfs, const char *path) {
    CLOSES int target = path_open(rootfs->root, path);
    if (target < 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : failed("make %s read-only", path);
    CLOSES int copy = mount_clone(target, AT_RECURSIVE);
    if (copy < 0 || mount_readonly(copy, AT_RECURSIVE) < 0 || mount_attach(copy, target) < 0)
        return failed("make %s read-only", path);
    return 0;
}

static int protect(struct rootfs *rootfs, const struct spec *spec) {
    for (size_t i = 0; spec->readonly[i] != NULL; i++) {
        if (make_readonly(rootfs, spec->readonly[i]) < 0)
            return -1;
    }
    for (size_t i = 0; spec->masks[i] != NULL; i++) {
        if (mask(rootfs, spec->masks[i]) < 0)
            return -1;
    }
    if ((spec->container_flags & CONTAINER_READONLY_ROOT) && mount_readonly(rootfs->root, 0) < 0)
        return failed("make the root read-only");
    return 0;
}

int rootfs_enter(struct rootfs *rootfs, const struct spec *spec) {
    int root = rootfs->root;
    bool writable = (spec->container_flags & CONTAINER_SYSTEM_WRITABLE) != 0;
    unsigned sys_attributes = SYSTEM_MOUNT | (writable ? 0 : MOUNT_ATTR_RDONLY);
    if (sys_move_mount(root, "", AT_FDCWD, "/", MOVE_MOUNT_F_EMPTY_PATH) < 0)
        return failed("mount the root");
    if (check_ordinary(root, "proc", "proc") < 0 || check_ordinary(root, "sys", "sysfs") < 0 ||
        mount_system(root, "/proc", "proc", SYSTEM_MOUNT) < 0 ||
        mount_dev(root, rootfs->devices, rootfs->shm,
                  spec->shm_size == 0 ? SHM_SIZE_DEFAULT : spec->shm_size) < 0 ||
        mount_system(root, "/sys", "sysfs", sys_attributes) < 0 ||
        mount_cgroups(root, !writable) < 0 || mount_given_all(rootfs, spec) < 0 ||
        protect(rootfs, spec) < 0)
        return -1;
    return mount_pivot(root);
}
