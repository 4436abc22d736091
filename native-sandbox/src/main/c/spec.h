/* What START, EXEC and SPAWN ask for, copied out of the frame. */
#pragma once

#include "frame.h"

#include <linux/filter.h>
#include <net/if.h>
#include <sys/resource.h>

enum process_flags {
    PROCESS_TERMINAL = 1,
    PROCESS_INPUT = 2,
    PROCESS_NO_NEW_PRIVILEGES = 4,
    PROCESS_INIT = 8,
};

enum container_flags {
    CONTAINER_READONLY_ROOT = 1,
    CONTAINER_LAB_NETWORK = 2,
    CONTAINER_LAB_PIDS = 4,
    CONTAINER_LAB_IPC = 8,
    CONTAINER_LAB_UTS = 16,
    CONTAINER_SYSTEM_WRITABLE = 32, /* /sys and the cgroups */
    CONTAINER_LAB_CGROUP = 64,
    CONTAINER_NAMES = 128, /* asks 127.0.0.11 for names */
};

enum endpoint_flags { ENDPOINT_ISOLATED = 1 };

/* What the device of a container is. */
enum endpoint_kind { ENDPOINT_PORT = 0, ENDPOINT_MACVLAN = 1, ENDPOINT_IPVLAN = 2 };

struct limit {
    int resource;
    struct rlimit value;
};

/* What a device has of IPv6. */
struct ipv6 {
    bool is_there;
    uint8_t address[16], gateway[16];
    uint8_t prefix;
    bool has_gateway;
};

struct endpoint {
    char bridge[IFNAMSIZ]; /* or the parent */
    char device[IFNAMSIZ], host_device[IFNAMSIZ];
    uint32_t kind, mode; /* the mode of a kind is the kernel's number */
    uint8_t address[4], gateway[4], mac[6];
    uint8_t prefix;
    uint32_t mtu; /* 0 for the kernel's default */
    bool has_gateway, has_mac;
    bool is_isolated; /* reaches the bridge, and nobody else on it */
    struct ipv6 ipv6;
};

/* An empty file system in memory. */
struct tmpfs {
    const char *path;
    char **options;
    uint32_t attributes; /* MOUNT_ATTR_… */
    uint32_t after;      /* how many of the targets are mounted before it */
};

struct spec {
    struct arena arena;
    const char *id, *container;

    char **arguments, **environment, **groups;
    const char *directory, *user;
    uint32_t flags;
    uint16_t rows, columns;
    bool has_capabilities;
    uint64_t capabilities;
    struct sock_fprog filter; /* len 0 = none */
    struct limit *limits;
    size_t limit_count;

    const char *hostname, *domain, *hosts, *resolv;
    const char *join, *join_ipc, *join_pid; /* containers whose namespaces are shared */
    char **targets, **masks, **readonly;
    char **sysctls;    /* net.ipv4.ip_forward=1 */
    uint64_t shm_size; /* bytes, 0 = the default */
    uint32_t container_flags, cgroup_count;
    struct tmpfs *tmpfs;
    size_t tmpfs_count;
    struct endpoint *endpoints;
    size_t endpoint_count;
};

/* 0, or -1, errno and what is wrong in *stage. */
int spec_parse(struct spec *spec, struct fields fields, const char **stage);
void spec_free(struct spec *spec);

/* Copies an ENDPOINT out of its fields; false if it cannot be one. */
bool endpoint_parse(struct endpoint *endpoint, struct fields fields);
/* Copies what is there of IPv6; false if it cannot be. */
bool ipv6_parse(struct ipv6 *ipv6, struct fields fields);
/* Copies a filter out of a SECCOMP field; false if it cannot be one. */
bool filter_parse(struct sock_fprog *filter, struct fields fields, struct arena *arena);
/* Copies a name of a network device; false if it cannot be one. */
bool device_parse(char name[IFNAMSIZ], struct fields fields, enum tag tag);
