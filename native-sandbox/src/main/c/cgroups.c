/* The cgroup file systems as a process sees them in its own cgroup namespace. */
#include "mounts.h"
#include "rootfs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define HIERARCHIES 16
#define OPTIONS 8

struct hierarchy {
    char controllers[64]; /* as /proc/self/cgroup has them; empty for version 2 */
    bool is_own;          /* the lab has a cgroup of its own in it */
};

static struct hierarchy hierarchies[HIERARCHIES];
static size_t count;

int cgroups_find(void) {
    char text[4096];
    CLOSES int file = open("/proc/self/cgroup", O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
    if (length < 0)
        return failed("read /proc/self/cgroup");
    text[length] = '\0';
    char *rest;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL && count < HIERARCHIES;
         line = strtok_r(NULL, "\n", &rest)) {
        const char *start = strchr(line, ':');
        const char *end = start == NULL ? NULL : strchr(start + 1, ':');
        size_t size = end == NULL ? SIZE_MAX : (size_t)(end - start - 1);
        if (size >= sizeof hierarchies->controllers)
            continue;
        memcpy(hierarchies[count].controllers, start + 1, size);
        hierarchies[count++].is_own = strcmp(end + 1, "/") != 0;
    }
    return 0;
}

/* Version 1 names its controllers as options: "cpu,cpuacct" is two of them, "name=systemd" one
 * without controllers. */
static int make_version1(const struct hierarchy *hierarchy, unsigned attributes) {
    char text[sizeof hierarchy->controllers];
    const char *options[OPTIONS + 1] = {NULL};
    size_t used = 0;
    strcpy(text, hierarchy->controllers);
    if (strncmp(text, "name=", 5) == 0)
        options[used++] = "none";
    char *rest;
    for (char *option = strtok_r(text, ",", &rest); option != NULL && used < OPTIONS;
         option = strtok_r(NULL, ",", &rest))
        options[used++] = option;
    return mount_make("cgroup", options, attributes);
}

static int mount_hierarchy(int directory, const struct hierarchy *hierarchy, unsigned attributes) {
    bool version2 = hierarchy->controllers[0] == '\0';
    const char *equals = strchr(hierarchy->controllers, '=');
    const char *name = version2 ? "unified" : equals != NULL ? equals + 1 : hierarchy->controllers;
    CLOSES int made =
        version2 ? mount_make("cgroup2", NULL, attributes) : make_version1(hierarchy, attributes);
    if (made < 0)
        return -1;
    if (mkdirat(directory, name, 0555) < 0)
        return -1;
    CLOSES int target = openat(directory, name, O_PATH | O_CLOEXEC);
    return target < 0 ? -1 : mount_attach(made, target);
}

int mount_cgroups(int root, bool readonly) {
    static const char *const options[] = {"mode=755", "size=64k", NULL};
    unsigned attributes = SYSTEM_MOUNT | (readonly ? MOUNT_ATTR_RDONLY : 0);
    if (count == 1 && hierarchies[0].controllers[0] == '\0') {
        CLOSES int made = mount_new(root, "/sys/fs/cgroup", "cgroup2", NULL, attributes);
        return made < 0 ? -1 : 0;
    }
    CLOSES int directory = mount_new(root, "/sys/fs/cgroup", "tmpfs", options, SYSTEM_MOUNT);
    if (directory < 0)
        return -1;
    /*
     * One that cannot be shown is left out: a container runs without seeing its limits. So is one
     * that would show the whole machine's, because the lab has no cgroup of its own in it.
     */
    for (size_t i = 0; i < count; i++) {
        if (hierarchies[i].is_own)
            mount_hierarchy(directory, &hierarchies[i], attributes);
    }
    return readonly && mount_readonly(directory, 0) < 0 ? failed("make cgroups read-only") : 0;
}
