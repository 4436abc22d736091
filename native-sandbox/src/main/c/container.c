/* A container's cgroups, namespaces and network, around its root file system (rootfs.c). */
#include "child.h"
#include "lab.h"
#include "names.h"
#include "netlink.h"
#include "rootfs.h"

#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_directory(int fd) {
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
}

int container_birthplace(const struct child *child) {
    for (size_t i = 0; i < child->cgroup_count; i++) {
        if (is_directory(child->cgroups[i]))
            return child->cgroups[i];
    }
    return -1;
}

static int join_cgroups(const struct child *child) {
    for (size_t i = 0; i < child->cgroup_count; i++) {
        if (!is_directory(child->cgroups[i]) && write(child->cgroups[i], "0", 1) != 1)
            return failed("join a cgroup");
    }
    return 0;
}

static int set_names(const struct spec *spec) {
    if (spec->container_flags & CONTAINER_LAB_UTS)
        return 0;
    if (spec->hostname != NULL && sethostname(spec->hostname, strlen(spec->hostname)) < 0)
        return failed("sethostname %s", spec->hostname);
    if (spec->domain != NULL && setdomainname(spec->domain, strlen(spec->domain)) < 0)
        return failed("setdomainname %s", spec->domain);
    return 0;
}

static int serve_names(const struct child *child) {
    static const uint8_t message = CHILD_NAMES;
    int sockets[NAMES_SOCKETS];
    if (names_listen(names_address, sockets) < 0)
        return -1;
    if (send_with(child->status, &message, 1, sockets, NAMES_SOCKETS) < 0)
        return failed("hand over the sockets for names");
    for (int i = 0; i < NAMES_SOCKETS; i++)
        close_descriptor(&sockets[i]);
    return 0;
}

int container_enter(const struct child *child, const struct stage *stage) {
    const struct spec *spec = child->spec;
    if (join_cgroups(child) < 0)
        return -1;
    /* Only now: the cgroup namespace begins where the process is when it is made. */
    if (!(spec->container_flags & CONTAINER_LAB_CGROUP) && unshare(CLONE_NEWCGROUP) < 0)
        return failed("unshare the cgroup namespace");
    for (size_t i = 0; i < spec->endpoint_count; i++) {
        if (netlink_endpoint(stage->lab_socket, &spec->endpoints[i]) < 0)
            return -1;
    }
    if ((spec->container_flags & CONTAINER_NAMES) && serve_names(child) < 0)
        return -1;
    return set_names(spec) < 0 ? -1 : rootfs_enter(child, stage);
}

int container_set_sysctls(const struct spec *spec) {
    char path[PATH_MAX];
    for (size_t i = 0; spec->sysctls[i] != NULL; i++) {
        const char *setting = spec->sysctls[i];
        size_t length = strcspn(setting, "=");
        if (setting[length] == '\0' || length >= sizeof path - sizeof "sys/")
            return failed("sysctl %s", setting);
        snprintf(path, sizeof path, "sys/%.*s", (int)length, setting);
        for (char *at = path; *at != '\0'; at++)
            *at = *at == '.' ? '/' : *at;
        if (write_file_at(lab.proc, path, setting + length + 1) < 0)
            return failed("open /proc/%s: %s", path,
                          errno == ENOENT ? "no such file or directory" : strerror(errno));
    }
    return 0;
}

int container_join(const struct child *child) {
    if (join_cgroups(child) < 0)
        return -1;
    if (setns(child->container->pidfd,
              CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWCGROUP) < 0)
        return failed("join the container");
    return 0;
}
