/*
 * SETUP: the lab's root file system is the overlay that the server made, with the file systems that
 * every machine has.
 *
 * What labd needs for containers must not depend on what a student does to the lab's mounts:
 *
 *     store      a tmpfs with var/lib/docker/containers/ID/{hosts,hostname,resolv.conf}, and an
 * empty read-only directory devices    the machine's own proc       mounted under the lab's /proc,
 * so that the kernel sees one whole even when a student has covered or unmounted the other: else it
 * would refuse new ones
 *
 * Store and devices are mounted nowhere. Before Linux 6.15 such mounts cannot be copied: there they
 * lie under /proc, too.
 */
#include "lab.h"

#include "mounts.h"
#include "netlink.h"
#include "rootfs.h"
#include "spec.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>

static const char *const DEVICE_NAMES[DEVICES] = {
    [DEVICE_NULL] = "null",     [DEVICE_ZERO] = "zero",       [DEVICE_FULL] = "full",
    [DEVICE_RANDOM] = "random", [DEVICE_URANDOM] = "urandom", [DEVICE_TTY] = "tty",
};

/* What one lab may have of each kind of namespace; containers need one of each but user and time.
 */
static const char *const NAMESPACE_LIMITS[][2] = {
    {"sys/user/max_user_namespaces", "32"},     {"sys/user/max_pid_namespaces", "2048"},
    {"sys/user/max_mnt_namespaces", "2048"},    {"sys/user/max_uts_namespaces", "2048"},
    {"sys/user/max_ipc_namespaces", "2048"},    {"sys/user/max_net_namespaces", "2048"},
    {"sys/user/max_cgroup_namespaces", "2048"}, {"sys/user/max_time_namespaces", "0"},
};

static int take_devices(void) {
    for (int i = 0; i < DEVICES; i++) {
        char path[32];
        snprintf(path, sizeof path, "/dev/%s", DEVICE_NAMES[i]);
        int fd = sys_open_tree(AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
        if (fd < 0)
            return failed("take %s", path);
        lab.devices[i] = (struct device){.name = DEVICE_NAMES[i], .fd = fd};
    }
    return 0;
}

static int attach_store(int root) {
    CLOSES int target = path_make(root, "/proc", true);
    if (target < 0 || mount_attach(lab.store, target) < 0)
        return failed("mount labd's store");
    for (int i = 0; i < DEVICES; i++) {
        char path[32];
        snprintf(path, sizeof path, "dev/%s", lab.devices[i].name);
        if (mount_given(lab.store, path, lab.devices[i].fd) < 0)
            return -1;
    }
    return 0;
}

static int make_store(int root) {
    static const char *const options[] = {"mode=0700", "size=64m", NULL};
    lab.store = mount_make("tmpfs", options, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
    if (lab.store < 0)
        return failed("make labd's store");
    CLOSES int copy = mount_clone(lab.store, 0);
    if (copy < 0 && attach_store(root) < 0)
        return -1;
    lab.proc = mount_new(root, "/proc", "proc", NULL, SYSTEM_MOUNT);
    if (lab.proc < 0)
        return -1;
    CLOSES int directory = path_make(lab.store, "empty", true);
    lab.empty = directory < 0 ? -1 : mount_clone(directory, 0);
    if (lab.empty < 0 || mount_readonly(lab.empty, 0) < 0 ||
        (copy < 0 && mount_attach(lab.empty, directory) < 0))
        return failed("make the empty directory");
    return 0;
}

static int mount_systems(int root) {
    CLOSES int proc = mount_new(root, "/proc", "proc", NULL, SYSTEM_MOUNT);
    CLOSES int sys = mount_new(root, "/sys", "sysfs", NULL, SYSTEM_MOUNT);
    if (proc < 0 || sys < 0 || mount_cgroups(root, false) < 0)
        return -1;
    int devices[DEVICES];
    for (int i = 0; i < DEVICES; i++) {
        devices[i] = mount_clone(lab.devices[i].fd, 0);
        if (devices[i] < 0)
            return failed("copy /dev/%s", lab.devices[i].name);
    }
    CLOSES int dev = mount_dev(root, devices, -1, SHM_SIZE_DEFAULT);
    for (int i = 0; i < DEVICES; i++)
        close_descriptor(&devices[i]);
    static const char *const options[] = {"mode=1777", "size=128m", NULL};
    CLOSES int tmp =
        mount_new(root, "/tmp", "tmpfs", options, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    return dev < 0 || tmp < 0 ? -1 : 0;
}

static int mount_targets(int root, const struct frame *frame, struct arena *arena) {
    char **targets = fields_texts(frame->fields, TAG_TARGET, arena);
    for (size_t i = 0; targets[i] != NULL; i++) {
        if (mount_given(root, targets[i], frame->fds[i + 1]) < 0)
            return -1;
    }
    return 0;
}

static int set_limits(const struct frame *frame) {
    for (size_t i = 0; i < COUNT(NAMESPACE_LIMITS); i++) {
        /* A kernel may lack a kind. */
        if (write_file_at(lab.proc, NAMESPACE_LIMITS[i][0], NAMESPACE_LIMITS[i][1]) < 0 &&
            errno != ENOENT)
            return failed("write %s", NAMESPACE_LIMITS[i][0]);
    }
    if (write_file_at(lab.proc, "sys/net/ipv4/ip_forward", "1") < 0)
        return failed("write net.ipv4.ip_forward");
    uint32_t pids = fields_u32(frame->fields, TAG_PIDS_MAX, 0);
    char number[16];
    snprintf(number, sizeof number, "%u", pids);
    /* Each PID namespace has a limit of its own from Linux 6.14 on; before, the server's cgroup is
     * the only one. */
    if (pids > 0)
        write_file_at(lab.proc, "sys/kernel/pid_max", number);
    return 0;
}

/*
 * Without CAP_SYS_RESOURCE root of the lab cannot lift the limits above, which are the only thing
 * that keeps one lab from using up the namespaces of the whole machine. In a user namespace it is
 * good for little else.
 */
static int seal_limits(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2];
    if (prctl(PR_CAPBSET_DROP, CAP_SYS_RESOURCE, 0, 0, 0) < 0 ||
        syscall(SYS_capget, &header, data) < 0)
        return failed("drop CAP_SYS_RESOURCE");
    data[0].effective = data[0].permitted &= ~(1U << CAP_SYS_RESOURCE);
    data[0].inheritable = data[1].inheritable = 0;
    return syscall(SYS_capset, &header, data) < 0 ? failed("capset") : 0;
}

static int look_at_groups(void) {
    char word[8] = "";
    CLOSES int file = openat(lab.proc, "self/setgroups", O_RDONLY | O_CLOEXEC);
    if (file < 0 || read(file, word, sizeof word - 1) < 0)
        return failed("read /proc/self/setgroups");
    lab.can_set_groups = strncmp(word, "deny", 4) != 0;
    return 0;
}

static int set_names(const struct frame *frame, struct arena *arena) {
    const char *hostname = fields_text(frame->fields, TAG_HOSTNAME, arena);
    if (hostname != NULL && sethostname(hostname, strlen(hostname)) < 0)
        return failed("sethostname %s", hostname);
    if (cgroups_find() < 0)
        return -1;
    return unshare(CLONE_NEWCGROUP) < 0 ? failed("unshare the cgroup namespace") : 0;
}

static int move_in(const struct frame *frame, struct arena *arena) {
    int root = frame->fds[0];
    if (mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        return failed("make / private");
    if (take_devices() < 0)
        return -1;
    if (sys_move_mount(root, "", AT_FDCWD, "/", MOVE_MOUNT_F_EMPTY_PATH) < 0)
        return failed("mount the root");
    if (make_store(root) < 0 || mount_systems(root) < 0 || mount_targets(root, frame, arena) < 0)
        return -1;
    if (mount_pivot(root) < 0)
        return -1;
    lab.pid_namespace = openat(lab.proc, "self/ns/pid", O_RDONLY | O_CLOEXEC);
    return lab.pid_namespace < 0 ? failed("open the PID namespace") : 0;
}

int lab_set_up(const struct frame *frame) {
    struct arena arena = {0};
    struct sock_fprog filter;
    int result = -1;
    errno = EINVAL;
    if (frame->fd_count != fields_count(frame->fields, TAG_TARGET) + 1)
        failed("SETUP: descriptors and TARGETs do not match");
    else if (!filter_parse(&filter, frame->fields, &arena))
        failed("SETUP: SECCOMP");
    else if (set_names(frame, &arena) == 0 && move_in(frame, &arena) == 0 &&
             look_at_groups() == 0 && set_limits(frame) == 0 && seal_limits() == 0 && netlink_loopback() == 0)
        result = 0;
    if (result == 0 && filter.len > 0 &&
        syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) < 0)
        result = failed("install the lab's filter");
    arena_free(&arena);
    return result;
}

int lab_mount(int mount, const char *target) {
    CLOSES int root = open("/", O_PATH | O_CLOEXEC);
    CLOSES int there = path_open(root, target);
    char path[32];
    snprintf(path, sizeof path, "self/fd/%d", there);
    /* EINVAL: nothing is mounted there. */
    if (there >= 0 && (fchdir(lab.proc) < 0 || (umount2(path, MNT_DETACH) < 0 && errno != EINVAL)))
        return failed("unmount %s", target);
    int result = mount_given(root, target, mount);
    return chdir("/") < 0 ? -1 : result;
}
