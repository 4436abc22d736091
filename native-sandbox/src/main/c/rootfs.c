/* The root file system of a container, in the order in which Docker's runtime builds it. */
#include "rootfs.h"

#include "mounts.h"
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RESOLV_LIMIT (64 * 1024)

static const char *const FILE_NAMES[FILES] = {"resolv.conf", "hostname", "hosts"};

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
    char path[256];
    own_directory(path, id);
    CLOSES int directory = openat(lab.store, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int i = 0; directory >= 0 && i < FILES; i++)
        unlinkat(directory, FILE_NAMES[i], 0);
    unlinkat(lab.store, path, AT_REMOVEDIR);
}

int rootfs_rewrite(const char *id, int which, const char *content) {
    char path[256];
    if (content == NULL)
        return 0;
    own_directory(path, id);
    CLOSES int directory = openat(lab.store, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    CLOSES int file = openat(directory, FILE_NAMES[which], O_WRONLY | O_TRUNC | O_NOFOLLOW | O_CLOEXEC);
    ssize_t length = (ssize_t)strlen(content);
    return file < 0 || write(file, content, (size_t)length) != length
               ? failed("write the container's %s", FILE_NAMES[which])
               : 0;
}

int rootfs_files(struct rootfs_files *files, const struct spec *spec) {
    char path[256], name[128];
    own_directory(path, spec->id);
    CLOSES int directory = path_make(lab.store, path, true);
    if (directory < 0)
        return failed("make the container's directory");
    CLOSES int opened = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0)
        return failed("open the container's directory");
    snprintf(name, sizeof name, "%s\n", spec->hostname == NULL ? "" : spec->hostname);
    const char *const contents[] = {spec->resolv, spec->hostname == NULL ? NULL : name,
                                    spec->hosts};
    for (int i = 0; i < FILES; i++)
        files->fds[i] = -1;
    for (int i = 0; i < FILES; i++) {
        files->fds[i] = own_or_lab_file(opened, FILE_NAMES[i], contents[i]);
        if (files->fds[i] < 0)
            return -1;
    }
    return 0;
}

void rootfs_files_close(struct rootfs_files *files) {
    for (int i = 0; i < FILES; i++)
        close_descriptor(&files->fds[i]);
}

static int check_ordinary(int root, const char *name, const char *type) {
    struct stat status;
    if (fstatat(root, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return failed("filesystem \"%s\" must be mounted on ordinary directory", type);
    }
    return 0;
}

/* Those that are wanted after so many of the targets, in their order. */
static int mount_tmpfs_after(const struct child *child, size_t targets) {
    const struct spec *spec = child->spec;
    for (size_t i = 0; i < spec->tmpfs_count; i++) {
        const struct tmpfs *tmpfs = &spec->tmpfs[i];
        if (tmpfs->after != targets)
            continue;
        CLOSES int made = mount_new(child->root, tmpfs->path, "tmpfs",
                                    (const char *const *)tmpfs->options, tmpfs->attributes);
        if (made < 0)
            return failed("error mounting \"tmpfs\" to rootfs at \"%s\"", tmpfs->path);
    }
    return 0;
}

static int mount_own_files(const struct child *child) {
    char path[32];
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "/etc/%s", FILE_NAMES[i]);
        if (mount_given(child->root, path, child->files.fds[i]) < 0)
            return -1;
    }
    return 0;
}

/* The own files lie over what is mounted on their directory: after how many targets they come. */
static size_t own_files_after(const struct spec *spec) {
    size_t after = 0;
    for (size_t i = 0; spec->targets[i] != NULL; i++) {
        if (strcmp(spec->targets[i], "/etc") == 0)
            after = i + 1;
    }
    for (size_t i = 0; i < spec->tmpfs_count; i++) {
        if (strcmp(spec->tmpfs[i].path, "/etc") == 0 && spec->tmpfs[i].after > after)
            after = spec->tmpfs[i].after;
    }
    return after;
}

static int mount_given_all(const struct child *child) {
    char **targets = child->spec->targets;
    size_t own = own_files_after(child->spec);
    for (size_t i = 0;; i++) {
        if (mount_tmpfs_after(child, i) < 0 || (i == own && mount_own_files(child) < 0))
            return -1;
        if (targets[i] == NULL)
            return 0;
        if (mount_given(child->root, targets[i], child->mounts[i]) < 0)
            return -1;
    }
}

/* Moves a mount of the stage below the container's root. */
static int move_staged(int root, const char *path, int mount) {
    CLOSES int target = path_make(root, path, true);
    if (target < 0)
        return failed("make the mount point %s", path);
    return mount_attach(mount, target) < 0 ? failed("mount %s", path) : 0;
}

int rootfs_enter(const struct child *child, const struct stage *stage) {
    int root = child->root;
    uint32_t flags = child->spec->container_flags;
    if (sys_move_mount(root, "", AT_FDCWD, "/", MOVE_MOUNT_F_EMPTY_PATH) < 0)
        return failed("mount the root");
    if (check_ordinary(root, "proc", "proc") < 0 || check_ordinary(root, "sys", "sysfs") < 0 ||
        move_staged(root, "/proc", stage->proc) < 0 || move_staged(root, "/dev", stage->dev) < 0 ||
        move_staged(root, "/sys", stage->sys) < 0 ||
        mount_cgroups(root, !(flags & CONTAINER_SYSTEM_WRITABLE)) < 0 || mount_given_all(child) < 0)
        return -1;
    if ((flags & CONTAINER_READONLY_ROOT) && mount_readonly(root, 0) < 0)
        return failed("make the root read-only");
    return mount_pivot(root);
}
