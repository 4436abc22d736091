#include "mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define LINKS_MAX 16
#define STACKED_MOUNTS 1024

static int open_inside(int root, const char *path, uint64_t flags) {
    struct open_how how = {.flags = flags | O_CLOEXEC,
                           .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
    int fd;
    /* EAGAIN: somebody renames below the root at this moment, and the kernel cannot be sure. */
    do {
        fd = sys_openat2(root, path, &how);
    } while (fd < 0 && errno == EAGAIN);
    return fd;
}

int path_open(int root, const char *path) {
    return open_inside(root, path, O_PATH);
}

static int open_regular(int root, const char *path, int access) {
    struct stat status;
    int fd = open_inside(root, path, access | O_NONBLOCK | O_NOCTTY);
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
        return fd;
    if (fd >= 0) {
        close(fd);
        errno = EINVAL;
    }
    return -1;
}

int path_read(int root, const char *path) {
    return open_regular(root, path, O_RDONLY);
}

int path_change(int root, const char *path) {
    return open_regular(root, path, O_RDWR);
}

static int make_at(int parent, const char *name, bool directory) {
    if (directory)
        return mkdirat(parent, name, 0755);
    CLOSES int fd =
        openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0755);
    return fd < 0 ? -1 : 0;
}

/* Puts the target of the dangling link at the end of done in front of what is left of the path. */
static int follow_link(int parent, const char *name, char *done, char *left) {
    char link[PATH_MAX], rest[PATH_MAX];
    ssize_t length = readlinkat(parent, name, link, sizeof link - 1);
    if (length < 0)
        return -1;
    link[length] = '\0';
    if (link[0] == '/')
        done[0] = '\0';
    if (snprintf(rest, sizeof rest, "%s/%s", link, left) >= (int)sizeof rest) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(left, rest);
    return 0;
}

/* Takes the first name off left; false at the end. */
static bool next_name(char *left, char *name) {
    size_t start = strspn(left, "/");
    size_t length = strcspn(left + start, "/");
    if (length == 0 || length > NAME_MAX)
        return false;
    memcpy(name, left + start, length);
    name[length] = '\0';
    memmove(left, left + start + length, strlen(left + start + length) + 1);
    return true;
}

/*
 * One step of path_make: opens done/name or makes it. 1: it is there, and its name was added to
 * done; 0: it was a dangling link, whose target is in left now; -1 and errno.
 */
static int make_step(int root, char *done, char *left, const char *name, bool directory) {
    size_t length = strlen(done);
    CLOSES int parent = path_open(root, length == 0 ? "/" : done);
    if (parent < 0)
        return -1;
    if (length + strlen(name) + 2 > PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    sprintf(done + length, "/%s", name);
    CLOSES int found = path_open(root, done);
    if (found >= 0)
        return 1;
    bool is_last = left[strspn(left, "/")] == '\0';
    if (errno != ENOENT)
        return -1;
    if (make_at(parent, name, directory || !is_last) == 0)
        return 1;
    if (errno != EEXIST)
        return -1;
    done[length] = '\0';
    return follow_link(parent, name, done, left);
}

int path_make(int root, const char *path, bool directory) {
    int fd = path_open(root, path);
    if (fd >= 0 || errno != ENOENT)
        return fd;
    char done[PATH_MAX] = "", left[PATH_MAX], name[NAME_MAX + 1];
    if (strlen(path) >= sizeof left) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(left, path);
    for (int links = 0; next_name(left, name);) {
        int step = make_step(root, done, left, name, directory);
        if (step < 0)
            return -1;
        if (step == 0 && ++links > LINKS_MAX) {
            errno = ELOOP;
            return -1;
        }
    }
    return path_open(root, done);
}

int mount_make(const char *type, const char *const *options, unsigned attributes) {
    CLOSES int context = sys_fsopen(type);
    if (context < 0)
        return -1;
    /* Only for those who read the mount table; the first option may say otherwise. */
    const char *source = type;
    if (options != NULL && *options != NULL && strncmp(*options, "source=", 7) == 0)
        source = *options++ + 7;
    if (sys_fsconfig(context, FSCONFIG_SET_STRING, "source", source, 0) < 0)
        return -1;
    for (; options != NULL && *options != NULL; options++) {
        char key[64];
        const char *equals = strchr(*options, '=');
        snprintf(key, sizeof key, "%.*s", (int)strcspn(*options, "="), *options);
        int result = equals == NULL
                         ? sys_fsconfig(context, FSCONFIG_SET_FLAG, key, NULL, 0)
                         : sys_fsconfig(context, FSCONFIG_SET_STRING, key, equals + 1, 0);
        if (result < 0)
            return -1;
    }
    if (sys_fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0)
        return -1;
    return sys_fsmount(context, attributes);
}

int mount_clone(int fd, unsigned flags) {
    return sys_open_tree(fd, "", AT_EMPTY_PATH | OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | flags);
}

int mount_attach(int mount, int target) {
    return sys_move_mount(mount, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
}

int mount_readonly(int mount, unsigned flags) {
    struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY};
    return sys_mount_setattr(mount, "", AT_EMPTY_PATH | flags, &attributes);
}

int mount_new(int root, const char *path, const char *type, const char *const *options,
              unsigned attributes) {
    CLOSES int target = path_make(root, path, true);
    if (target < 0)
        return failed("make the mount point %s", path);
    int made = mount_make(type, options, attributes);
    if (made < 0)
        return failed("make a mount of %s", type);
    if (mount_attach(made, target) == 0)
        return made;
    close_descriptor(&made);
    return failed("mount %s on %s", type, path);
}

int mount_given(int root, const char *path, int mount) {
    struct stat status, place;
    if (fstat(mount, &status) < 0)
        return failed("look at the mount for %s", path);
    CLOSES int target = path_make(root, path, S_ISDIR(status.st_mode));
    if (target < 0)
        return failed("make the mount point %s", path);
    if (fstat(target, &place) < 0)
        return failed("look at %s", path);
    if (S_ISDIR(status.st_mode) != S_ISDIR(place.st_mode)) {
        /* The kernel would only say EINVAL. */
        errno = ENOTDIR;
        return failed("mount on %s", path);
    }
    return mount_attach(mount, target) < 0 ? failed("mount on %s", path) : 0;
}

int mount_pivot(int root) {
    CLOSES int old = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    /* The new root is stacked on the old one, so no directory is needed to put either. */
    if (old < 0 || fchdir(root) < 0 || sys_pivot_root(".", ".") < 0)
        return failed("pivot_root");
    /*
     * From the old root, until it is gone: what is mounted over it, by the stage or by a student,
     * goes first. A detached mount has nothing to unmount (EINVAL), so this never reaches the new
     * root.
     */
    if (fchdir(old) < 0)
        return failed("enter the old root");
    int gone = 0;
    while (gone < STACKED_MOUNTS && umount2(".", MNT_DETACH) == 0)
        gone++;
    if (gone == 0 || gone == STACKED_MOUNTS || errno != EINVAL)
        return failed("unmount the old root");
    return chdir("/") < 0 ? failed("chdir to /") : 0;
}
