#include "creds.h"

#include "lab.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CAPABILITIES_MAX 64

int set_limits_of(const struct spec *spec) {
    /* labd raised its own; a limit that the spec has overrides this. */
    setrlimit(RLIMIT_NOFILE, &lab.descriptors);
    for (size_t i = 0; i < spec->limit_count; i++) {
        const struct limit *limit = &spec->limits[i];
        if (setrlimit(limit->resource, &limit->value) < 0)
            return failed(
                "error setting rlimits for ready process: error setting rlimit type %d: %s",
                limit->resource,
                errno == EPERM    ? "operation not permitted"
                : errno == EINVAL ? "invalid argument"
                                  : strerror(errno));
    }
    return 0;
}

static int bound_capabilities(uint64_t kept) {
    for (int i = 0; i < CAPABILITIES_MAX; i++) {
        if (kept >> i & 1)
            continue;
        if (prctl(PR_CAPBSET_DROP, i, 0, 0, 0) < 0)
            return errno == EINVAL
                       ? 0
                       : failed("drop capability %d", i); /* EINVAL: the kernel has no more */
    }
    return 0;
}

static int set_capabilities(uint64_t kept) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2] = {0};
    if (syscall(SYS_capget, &header, data) < 0)
        return failed("capget");
    for (int i = 0; i < 2; i++) {
        /* What is not there cannot be had, only kept. */
        data[i].permitted &= (uint32_t)(kept >> 32 * i);
        data[i].effective = data[i].permitted;
        data[i].inheritable = 0;
    }
    return syscall(SYS_capset, &header, data) < 0 ? failed("capset") : 0;
}

static int install_filter(const struct spec *spec) {
    if (spec->filter.len > 0 && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &spec->filter) < 0)
        return failed("install the system call filter");
    return 0;
}

static int set_user(const struct user *user) {
    /* In a namespace that an ordinary user has made, groups are for ever as they are. */
    bool frozen = !lab.can_set_groups;
    if ((!frozen && setgroups(user->group_count, user->groups) < 0) ||
        setresgid(user->gid, user->gid, user->gid) < 0 ||
        setresuid(user->uid, user->uid, user->uid) < 0) {
        if (errno == EINVAL)
            return failed("cannot set uid to unmapped user in user namespace");
        return failed("set the user");
    }
    return 0;
}

int become(const struct spec *spec, const struct user *user) {
    bool late = (spec->flags & PROCESS_NO_NEW_PRIVILEGES) != 0;
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0 && errno != EINVAL)
        return failed("clear the ambient capabilities");
    if (spec->has_capabilities && bound_capabilities(spec->capabilities) < 0)
        return -1;
    if (late && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return failed("set no_new_privs");
    if (!late && install_filter(spec) < 0)
        return -1;
    if (set_user(user) < 0)
        return -1;
    return spec->has_capabilities ? set_capabilities(spec->capabilities) : 0;
}

int install_late_filter(const struct spec *spec) {
    return spec->flags & PROCESS_NO_NEW_PRIVILEGES ? install_filter(spec) : 0;
}
