/*
 *     lab host                              a network namespace of its own
 *     egress ─────────── veth ───────────── lab
 *     address GATEWAY                       lo: every address of ADDRESS/PREFIX
 *     route ADDRESS/PREFIX                  default route to GATEWAY
 *                                           0.0.0.0:PORT …  ── relay ── unix socket of the server
 *                                           ADDRESS:53      ── resolver
 *
 * labd holds what listens there, and with it the namespace.
 */
#include "gateway.h"

#include "bridge.h"
#include "names.h"
#include "netlink.h"
#include "relay.h"
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#define DEVICE "egress"
#define OTHER_END "lab"
#define WHOLE 32

struct gateway {
    uint8_t lab_host[4]; /* the lab host's address on the link */
    uint8_t address[4];
    uint8_t prefix;
    uint16_t ports[RELAY_PORTS];
    size_t port_count;
};

/* What was opened in the namespace. */
struct opened {
    int routing;
    int names[NAMES_SOCKETS];
    int listening[RELAY_PORTS];
};

static bool is_open;

static bool parse(struct gateway *gateway, struct fields fields) {
    struct field address, lab_host, field;
    uint32_t prefix = fields_u32(fields, TAG_PREFIX, 33);
    if (!fields_find(fields, TAG_ADDRESS, &address) || address.length != 4 ||
        !fields_find(fields, TAG_GATEWAY, &lab_host) || lab_host.length != 4 || prefix > WHOLE)
        return false;
    memcpy(gateway->address, address.bytes, 4);
    memcpy(gateway->lab_host, lab_host.bytes, 4);
    gateway->prefix = (uint8_t)prefix;
    while (fields_next(&fields, &field)) {
        if (field.tag != TAG_PORT)
            continue;
        uint32_t port = field.length == 4 ? get32(field.bytes) : 0;
        if (port == 0 || port > UINT16_MAX || gateway->port_count == RELAY_PORTS)
            return false;
        gateway->ports[gateway->port_count++] = (uint16_t)port;
    }
    return gateway->port_count > 0;
}

static int open_sockets(const struct gateway *gateway, struct opened *opened) {
    static const uint8_t any[4] = {0};
    if (netlink_loopback() < 0 ||
        netlink_loopback_address(gateway->address, gateway->prefix) < 0 ||
        names_listen(gateway->address, opened->names) < 0)
        return -1;
    for (size_t i = 0; i < gateway->port_count; i++) {
        opened->listening[i] = relay_listen(any, gateway->ports[i]);
        if (opened->listening[i] < 0)
            return -1;
    }
    opened->routing = netlink_open();
    return opened->routing < 0 ? -1 : 0;
}

static int connect_to(const struct gateway *gateway, int inside, int namespace) {
    struct endpoint pair = {.host_device = DEVICE, .device = OTHER_END};
    uint8_t network[4];
    put32(network, gateway->prefix == 0
                       ? 0
                       : get32(gateway->address) & (UINT32_MAX << (WHOLE - gateway->prefix)));
    CLOSES int lab = netlink_open();
    if (lab < 0)
        return -1;
    if (netlink_pair(lab, &pair, 0, namespace) < 0)
        return failed("make the link %s", DEVICE);
    int end = netlink_index(inside, OTHER_END);
    if (end < 0 || netlink_up(inside, end) < 0 ||
        netlink_add_route(inside, gateway->lab_host, WHOLE, end) < 0 ||
        netlink_set_default_route(inside, gateway->lab_host) < 0)
        return failed("set up %s", OTHER_END);
    int device = netlink_index(lab, DEVICE);
    if (device < 0 || netlink_add_address(lab, device, gateway->lab_host, WHOLE) < 0 ||
        netlink_add_route(lab, network, gateway->prefix, device) < 0)
        return failed("set up %s", DEVICE);
    return bridge_admit(DEVICE);
}

/* labd's only thread is there for a moment. */
static int make(const struct gateway *gateway, struct opened *opened) {
    CLOSES int home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    if (home < 0)
        return failed("open the lab host's network");
    if (unshare(CLONE_NEWNET) < 0)
        return failed("make a network for the gateway");
    int result = open_sockets(gateway, opened);
    CLOSES int namespace = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    int error = errno;
    if (setns(home, CLONE_NEWNET) < 0)
        die("go back to the lab host's network");
    errno = error;
    if (result < 0)
        return -1;
    return namespace < 0 ? failed("open the gateway's network")
                         : connect_to(gateway, opened->routing, namespace);
}

static int serve(const struct gateway *gateway, struct relay_target *target,
                 struct opened *opened) {
    memcpy(target->address, gateway->address, 4);
    target->says_where = true;
    if (relay_serve(target, opened->listening, gateway->port_count) < 0)
        return -1;
    names_serve_host(opened->names);
    is_open = true;
    return 0;
}

static int open_gateway(const struct gateway *gateway, struct relay_target *target) {
    struct opened opened = {.routing = -1, .names = {-1, -1}};
    for (size_t i = 0; i < RELAY_PORTS; i++)
        opened.listening[i] = -1;
    int result = make(gateway, &opened) < 0 ? -1 : serve(gateway, target, &opened);
    close_descriptor(&opened.routing);
    for (size_t i = 0; i < NAMES_SOCKETS; i++)
        close_descriptor(&opened.names[i]);
    for (size_t i = 0; i < RELAY_PORTS; i++)
        close_descriptor(&opened.listening[i]);
    return result;
}

void gateway_open(struct connection *connection, struct frame *frame) {
    struct arena arena = {0};
    struct gateway gateway = {0};
    struct relay_target target = {.name = fields_text(frame->fields, TAG_NAME, &arena)};
    if (target.name == NULL || strchr(target.name, '/') != NULL || frame->fd_count != 1 ||
        !parse(&gateway, frame->fields)) {
        reply_error(connection, EINVAL, "GATEWAY", 0);
    } else if (is_open) {
        reply_ok(connection);
    } else {
        target.directory = frame->fds[0];
        if (open_gateway(&gateway, &target) < 0)
            reply_error(connection, errno, failed_stage(), 0);
        else
            reply_ok(connection);
        frame->fds[0] = target.directory;
    }
    arena_free(&arena);
}
