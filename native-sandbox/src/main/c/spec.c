#include "spec.h"

#include "mounts.h"
#include "process.h"

#include <errno.h>
#include <string.h>

#define TMPFS_ATTRIBUTES                                                                           \
    (MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC)

bool filter_parse(struct sock_fprog *filter, struct fields fields, struct arena *arena) {
    struct field field;
    *filter = (struct sock_fprog){0};
    if (!fields_find(fields, TAG_SECCOMP, &field))
        return true;
    if (field.length == 0 || field.length % sizeof *filter->filter != 0 ||
        field.length / sizeof *filter->filter > BPF_MAXINSNS)
        return false;
    filter->len = (unsigned short)(field.length / sizeof *filter->filter);
    filter->filter = arena_take(arena, field.length);
    memcpy(filter->filter, field.bytes, field.length);
    return true;
}

bool device_parse(char name[IFNAMSIZ], struct fields fields, enum tag tag) {
    struct field field;
    if (!fields_find(fields, tag, &field) || field.length == 0 || field.length >= IFNAMSIZ)
        return false;
    memcpy(name, field.bytes, field.length);
    name[field.length] = '\0';
    return true;
}

static bool limits_parse(struct spec *spec, struct fields fields) {
    spec->limits =
        arena_take(&spec->arena, (fields_count(fields, TAG_RLIMIT) + 1) * sizeof *spec->limits);
    struct field field;
    while (fields_next(&fields, &field)) {
        if (field.tag != TAG_RLIMIT)
            continue;
        if (field.length != 20)
            return false;
        spec->limits[spec->limit_count++] =
            (struct limit){.resource = (int)get32(field.bytes),
                           .value = {get64(field.bytes + 4), get64(field.bytes + 12)}};
    }
    return true;
}

static bool copy_exact(uint8_t *to, size_t size, struct fields fields, enum tag tag) {
    struct field field;
    if (!fields_find(fields, tag, &field) || field.length != size)
        return false;
    memcpy(to, field.bytes, size);
    return true;
}

bool ipv6_parse(struct ipv6 *ipv6, struct fields fields) {
    uint32_t prefix = fields_u32(fields, TAG_PREFIX6, 0);
    ipv6->is_there = copy_exact(ipv6->address, 16, fields, TAG_ADDRESS6);
    ipv6->has_gateway = copy_exact(ipv6->gateway, 16, fields, TAG_GATEWAY6);
    ipv6->prefix = (uint8_t)prefix;
    return prefix <= 128;
}

bool endpoint_parse(struct endpoint *endpoint, struct fields fields) {
    uint32_t prefix = fields_u32(fields, TAG_PREFIX, 33);
    endpoint->prefix = (uint8_t)prefix;
    endpoint->has_gateway = copy_exact(endpoint->gateway, 4, fields, TAG_GATEWAY);
    endpoint->has_mac = copy_exact(endpoint->mac, 6, fields, TAG_MAC);
    endpoint->mtu = fields_u32(fields, TAG_MTU, 0);
    endpoint->kind = fields_u32(fields, TAG_KIND, ENDPOINT_PORT);
    endpoint->mode = fields_u32(fields, TAG_MODE, 0);
    endpoint->is_isolated = (fields_u32(fields, TAG_FLAGS, 0) & ENDPOINT_ISOLATED) != 0;
    return prefix <= 32 && endpoint->kind <= ENDPOINT_IPVLAN && copy_exact(endpoint->address, 4, fields, TAG_ADDRESS) &&
           ipv6_parse(&endpoint->ipv6, fields) &&
           device_parse(endpoint->bridge, fields, TAG_BRIDGE_NAME) &&
           device_parse(endpoint->device, fields, TAG_DEVICE) &&
           device_parse(endpoint->host_device, fields, TAG_HOST_DEVICE);
}

static bool endpoints_parse(struct spec *spec, struct fields fields) {
    size_t count = fields_count(fields, TAG_ENDPOINT);
    spec->endpoints = arena_take(&spec->arena, (count + 1) * sizeof *spec->endpoints);
    struct field field;
    while (fields_next(&fields, &field)) {
        if (field.tag == TAG_ENDPOINT && !endpoint_parse(&spec->endpoints[spec->endpoint_count++],
                                                         fields_of(field.bytes, field.length)))
            return false;
    }
    return true;
}

static bool tmpfs_parse(struct spec *spec, struct fields fields) {
    spec->tmpfs =
        arena_take(&spec->arena, (fields_count(fields, TAG_TMPFS) + 1) * sizeof *spec->tmpfs);
    struct field field;
    while (fields_next(&fields, &field)) {
        if (field.tag != TAG_TMPFS)
            continue;
        struct fields parts = fields_of(field.bytes, field.length);
        struct tmpfs *tmpfs = &spec->tmpfs[spec->tmpfs_count++];
        tmpfs->path = fields_text(parts, TAG_TARGET, &spec->arena);
        tmpfs->options = fields_texts(parts, TAG_MOUNT_OPTION, &spec->arena);
        tmpfs->attributes = fields_u32(parts, TAG_MOUNT_ATTRIBUTES, 0);
        tmpfs->after = fields_u32(parts, TAG_AFTER, 0);
        if (tmpfs->path == NULL || tmpfs->path[0] != '/' ||
            (tmpfs->attributes & ~TMPFS_ATTRIBUTES) != 0)
            return false;
    }
    return true;
}

static void texts_parse(struct spec *spec, struct fields fields) {
    struct arena *arena = &spec->arena;
    spec->id = fields_text(fields, TAG_ID, arena);
    spec->container = fields_text(fields, TAG_CONTAINER, arena);
    spec->arguments = fields_texts(fields, TAG_ARGUMENT, arena);
    spec->environment = fields_texts(fields, TAG_ENVIRONMENT, arena);
    spec->groups = fields_texts(fields, TAG_GROUP, arena);
    spec->directory = fields_text(fields, TAG_DIRECTORY, arena);
    spec->user = fields_text(fields, TAG_USER, arena);
    spec->hostname = fields_text(fields, TAG_HOSTNAME, arena);
    spec->domain = fields_text(fields, TAG_DOMAIN, arena);
    spec->hosts = fields_text(fields, TAG_HOSTS, arena);
    spec->resolv = fields_text(fields, TAG_RESOLV, arena);
    spec->join = fields_text(fields, TAG_JOIN, arena);
    spec->join_ipc = fields_text(fields, TAG_JOIN_IPC, arena);
    spec->join_pid = fields_text(fields, TAG_JOIN_PID, arena);
    spec->sysctls = fields_texts(fields, TAG_SYSCTL, arena);
    spec->targets = fields_texts(fields, TAG_TARGET, arena);
    spec->masks = fields_texts(fields, TAG_MASK, arena);
    spec->readonly = fields_texts(fields, TAG_READONLY, arena);
    if (spec->directory == NULL || spec->directory[0] == '\0')
        spec->directory = "/";
    if (spec->user == NULL)
        spec->user = "";
}

static const char *wrong_part(struct spec *spec, struct fields fields) {
    if (!id_valid(spec->id))
        return "ID";
    if (spec->arguments[0] == NULL)
        return "ARGUMENT";
    if (spec->directory[0] != '/')
        return "DIRECTORY";
    if (!limits_parse(spec, fields))
        return "RLIMIT";
    if (!filter_parse(&spec->filter, fields, &spec->arena))
        return "SECCOMP";
    if (!tmpfs_parse(spec, fields))
        return "TMPFS";
    if (!endpoints_parse(spec, fields))
        return "ENDPOINT";
    return NULL;
}

int spec_parse(struct spec *spec, struct fields fields, const char **stage) {
    *spec = (struct spec){0};
    texts_parse(spec, fields);
    spec->flags = fields_u32(fields, TAG_FLAGS, 0);
    spec->rows = (uint16_t)fields_u32(fields, TAG_ROWS, 0);
    spec->columns = (uint16_t)fields_u32(fields, TAG_COLUMNS, 0);
    struct field field;
    spec->has_capabilities = fields_find(fields, TAG_CAPABILITIES, &field);
    spec->capabilities = fields_u64(fields, TAG_CAPABILITIES, 0);
    spec->container_flags = fields_u32(fields, TAG_CONTAINER_FLAGS, 0);
    spec->shm_size = fields_u64(fields, TAG_SHM_SIZE, 0);
    spec->cgroup_count = fields_u32(fields, TAG_CGROUPS, 0);
    *stage = wrong_part(spec, fields);
    if (*stage == NULL)
        return 0;
    spec_free(spec);
    errno = EINVAL;
    return -1;
}

void spec_free(struct spec *spec) {
    arena_free(&spec->arena);
}
