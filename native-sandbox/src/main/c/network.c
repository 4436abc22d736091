/* BRIDGE, BRIDGE_REMOVE, PARENT, PARENT_REMOVE, DEVICE and NETWORK: what changes the networks of the lab and of running containers. */
#include "network.h"

#include "bridge.h"
#include "job.h"
#include "netlink.h"
#include "parent.h"
#include "process.h"
#include "rootfs.h"
#include "sys.h"

#include <errno.h>
#include <string.h>

static bool address_parse(uint8_t *address, size_t size, struct fields fields, enum tag tag) {
    struct field field;
    if (!fields_find(fields, tag, &field) || field.length != size)
        return false;
    memcpy(address, field.bytes, size);
    return true;
}

static bool peers_parse(struct bridge *bridge, struct fields fields) {
    struct field field;
    while (fields_next(&fields, &field)) {
        if (field.tag != TAG_PEER)
            continue;
        if (field.length != 4 || bridge->peer_count == BRIDGE_PEERS)
            return false;
        memcpy(bridge->peers[bridge->peer_count++], field.bytes, 4);
    }
    return true;
}

static bool bridge_parse(struct bridge *bridge, struct fields fields) {
    uint32_t prefix = fields_u32(fields, TAG_PREFIX, 33);
    bridge->prefix = (uint8_t)prefix;
    bridge->has_address = prefix <= 32 && address_parse(bridge->address, 4, fields, TAG_ADDRESS);
    bridge->is_internal = (fields_u32(fields, TAG_FLAGS, 0) & BRIDGE_INTERNAL) != 0;
    bridge->mtu = fields_u32(fields, TAG_MTU, 0);
    bridge->vni = fields_u32(fields, TAG_VNI, 0);
    if (!device_parse(bridge->vxlan, fields, TAG_DEVICE) && bridge->vni != 0)
        return false;
    if (!peers_parse(bridge, fields))
        return false;
    return ipv6_parse(&bridge->ipv6, fields) && device_parse(bridge->name, fields, TAG_NAME);
}

void network_bridge(struct connection *connection, struct frame *frame) {
    struct bridge bridge = {0};
    if (!bridge_parse(&bridge, frame->fields) || (!bridge.has_address && bridge.vni == 0))
        reply_error(connection, EINVAL, "BRIDGE", 0);
    else if (bridge_make(&bridge) < 0)
        reply_error(connection, errno, failed_stage(), 0);
    else
        reply_ok(connection);
}

static int remove_bridge(const void *argument) {
    return bridge_remove(argument);
}

/* The kernel takes tens of milliseconds to remove one. */
void network_bridge_remove(struct connection *connection, struct frame *frame) {
    struct bridge bridge = {0};
    if (bridge_parse(&bridge, frame->fields))
        job_start(connection, remove_bridge, &bridge);
    else
        reply_error(connection, EINVAL, "BRIDGE_REMOVE", 0);
}

void network_parent(struct connection *connection, struct frame *frame) {
    struct parent parent = {.kind = fields_u32(frame->fields, TAG_KIND, 0),
                            .vlan = fields_u32(frame->fields, TAG_VNI, 0),
                            .is_pair = (fields_u32(frame->fields, TAG_FLAGS, 0) & PARENT_PAIR) != 0};
    bool is_named = device_parse(parent.name, frame->fields, TAG_NAME) &&
                    (parent.vlan == 0 || device_parse(parent.below, frame->fields, TAG_DEVICE)) &&
                    (!parent.is_pair || device_parse(parent.below, frame->fields, TAG_DEVICE));
    if (!is_named || parent.vlan > 4094)
        reply_error(connection, EINVAL, "PARENT", 0);
    else if (parent_make(&parent) < 0)
        reply_error(connection, errno, failed_stage(), 0);
    else
        reply_ok(connection);
}

static int remove_parent(const void *argument) {
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    return netlink_delete(socket, argument) < 0 && errno != ENODEV
               ? failed("remove %s", (const char *)argument)
               : 0;
}

void network_parent_remove(struct connection *connection, struct frame *frame) {
    char name[IFNAMSIZ];
    if (device_parse(name, frame->fields, TAG_NAME))
        job_start(connection, remove_parent, name);
    else
        reply_error(connection, EINVAL, "PARENT_REMOVE", 0);
}

void network_device(struct connection *connection, struct frame *frame) {
    char name[IFNAMSIZ];
    CLOSES int socket = netlink_open();
    if (!device_parse(name, frame->fields, TAG_NAME))
        reply_error(connection, EINVAL, "DEVICE", 0);
    else if (socket < 0 || netlink_index(socket, name) < 0)
        reply_error(connection, errno, "find the device", 0);
    else
        reply_ok(connection);
}

struct change {
    const struct process *container;
    struct fields fields;
};

static int remove_devices(int socket, struct fields fields) {
    struct field field;
    while (fields_next(&fields, &field)) {
        char name[IFNAMSIZ] = "";
        if (field.tag != TAG_REMOVED || field.length >= sizeof name)
            continue;
        memcpy(name, field.bytes, field.length);
        if (netlink_delete(socket, name) < 0 && errno != ENODEV)
            return failed("remove %s", name);
    }
    return 0;
}

static int add_endpoints(int lab_socket, int socket, struct fields fields) {
    struct field field;
    while (fields_next(&fields, &field)) {
        struct endpoint endpoint = {0};
        if (field.tag != TAG_ENDPOINT)
            continue;
        errno = EINVAL;
        if (!endpoint_parse(&endpoint, fields_of(field.bytes, field.length)))
            return failed("ENDPOINT");
        if (netlink_endpoint(lab_socket, &endpoint) < 0) {
            int error = errno;
            netlink_delete(socket, endpoint.device);
            errno = error;
            return -1;
        }
    }
    return 0;
}

static bool wants_names(const struct change *change) {
    return (fields_u32(change->fields, TAG_FLAGS, 0) & NETWORK_NAMES) != 0 &&
           change->container->names[0] < 0;
}

static int set_default_routes(int socket, struct fields fields) {
    uint8_t four[4], six[16];
    bool has_four = address_parse(four, sizeof four, fields, TAG_DEFAULT_ROUTE);
    bool has_six = address_parse(six, sizeof six, fields, TAG_DEFAULT_ROUTE6);
    return netlink_set_default_route(socket, has_four ? four : NULL) < 0
               ? -1
               : netlink_set_default_route6(socket, has_six ? six : NULL);
}

/* In a child. */
static int change_network(const void *argument) {
    const struct change *change = argument;
    struct arena arena = {0};
    CLOSES int lab_socket = netlink_open();
    if (lab_socket < 0)
        return -1;
    if (setns(change->container->pidfd, CLONE_NEWNET) < 0)
        return failed("enter the network of %s", change->container->id);
    CLOSES int socket = netlink_open();
    if (socket < 0 || remove_devices(socket, change->fields) < 0 ||
        add_endpoints(lab_socket, socket, change->fields) < 0)
        return -1;
    if (set_default_routes(socket, change->fields) < 0)
        return failed("set the default route");
    if (wants_names(change)) {
        int sockets[NAMES_SOCKETS];
        if (names_listen(names_address, sockets) < 0)
            return -1;
        job_pass_names(change->container->id, sockets);
    }
    int result = rootfs_rewrite(change->container->id, FILE_HOSTS,
                                fields_text(change->fields, TAG_HOSTS, &arena)) < 0 ||
                         rootfs_rewrite(change->container->id, FILE_RESOLV,
                                        fields_text(change->fields, TAG_RESOLV, &arena)) < 0
                     ? -1
                     : 0;
    arena_free(&arena);
    return result;
}

void network_change(struct connection *connection, struct frame *frame) {
    struct arena arena = {0};
    const char *id = fields_text(frame->fields, TAG_ID, &arena);
    struct change change = {.container = id == NULL ? NULL : process_find(id),
                            .fields = frame->fields};
    if (change.container == NULL || !change.container->is_container ||
        change.container->state != PROCESS_RUNNING)
        reply_error(connection, ESRCH, "change the network of a container that does not run", 0);
    else
        job_start(connection, change_network, &change);
    arena_free(&arena);
}
