#include "netlink.h"

#include "lab.h"
#include "parent.h"
#include "rtmessage.h"

#include <errno.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/veth.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int netlink_open(void) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    return fd < 0 ? failed("open a routing socket") : fd;
}

int netlink_index(int socket, const char *name) {
    struct rt_message message;
    int index = 0;
    struct ifinfomsg *link = rt_begin(&message, RTM_GETLINK, 0, sizeof *link);
    rt_add_text(&message, IFLA_IFNAME, name);
    /* Without statistics the answer is short. */
    rt_add_u32(&message, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    return rt_exchange(socket, &message, &index) < 0 ? -1 : index;
}

int netlink_up(int socket, int index) {
    struct rt_message message;
    struct ifinfomsg *link = rt_begin(&message, RTM_NEWLINK, 0, sizeof *link);
    link->ifi_index = index;
    link->ifi_flags = link->ifi_change = IFF_UP;
    return rt_exchange(socket, &message, NULL);
}

int netlink_add_address(int socket, int index, const uint8_t address[4], uint8_t prefix) {
    struct rt_message message;
    struct ifaddrmsg *body = rt_begin(&message, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, sizeof *body);
    body->ifa_family = AF_INET;
    body->ifa_prefixlen = prefix;
    body->ifa_index = (uint32_t)index;
    uint32_t host_bits = prefix >= 31 ? 0 : UINT32_MAX >> prefix;
    uint8_t broadcast[4];
    put32(broadcast, get32(address) | host_bits);
    rt_add(&message, IFA_LOCAL, address, 4);
    rt_add(&message, IFA_ADDRESS, address, 4);
    if (host_bits != 0)
        rt_add(&message, IFA_BROADCAST, broadcast, 4);
    return rt_exchange(socket, &message, NULL);
}

int netlink_add_address6(int socket, int index, const uint8_t address[16], uint8_t prefix) {
    struct rt_message message;
    struct ifaddrmsg *body = rt_begin(&message, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, sizeof *body);
    body->ifa_family = AF_INET6;
    body->ifa_prefixlen = prefix;
    body->ifa_flags = IFA_F_NODAD;
    body->ifa_index = (uint32_t)index;
    rt_add(&message, IFA_LOCAL, address, 16);
    rt_add(&message, IFA_ADDRESS, address, 16);
    return rt_exchange(socket, &message, NULL);
}

int netlink_delete(int socket, const char *name) {
    struct rt_message message;
    struct ifinfomsg *link = rt_begin(&message, RTM_DELLINK, 0, sizeof *link);
    rt_add_text(&message, IFLA_IFNAME, name);
    return rt_exchange(socket, &message, NULL);
}

int netlink_add_route(int socket, const uint8_t network[4], uint8_t prefix, int device) {
    struct rt_message message;
    struct rtmsg *route =
        rt_begin(&message, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, sizeof *route);
    *route = (struct rtmsg){.rtm_family = AF_INET,
                            .rtm_dst_len = prefix,
                            .rtm_table = RT_TABLE_MAIN,
                            .rtm_protocol = RTPROT_BOOT,
                            .rtm_scope = RT_SCOPE_LINK,
                            .rtm_type = RTN_UNICAST};
    rt_add(&message, RTA_DST, network, 4);
    rt_add_u32(&message, RTA_OIF, (uint32_t)device);
    return rt_exchange(socket, &message, NULL);
}

static int set_default_route(int socket, uint8_t family, const uint8_t *gateway, size_t size) {
    struct rt_message message;
    bool is_new = gateway != NULL;
    struct rtmsg *route = rt_begin(&message, is_new ? RTM_NEWROUTE : RTM_DELROUTE,
                                   is_new ? NLM_F_CREATE | NLM_F_REPLACE : 0, sizeof *route);
    *route = (struct rtmsg){.rtm_family = family,
                            .rtm_table = RT_TABLE_MAIN,
                            .rtm_protocol = is_new ? RTPROT_BOOT : 0,
                            .rtm_scope = is_new ? RT_SCOPE_UNIVERSE : RT_SCOPE_NOWHERE,
                            .rtm_type = is_new ? RTN_UNICAST : 0};
    if (is_new)
        rt_add(&message, RTA_GATEWAY, gateway, size);
    int result = rt_exchange(socket, &message, NULL);
    bool is_gone = result < 0 && (errno == ESRCH || errno == ENOENT || errno == EOPNOTSUPP);
    return !is_new && is_gone ? 0 : result;
}

int netlink_set_default_route(int socket, const uint8_t gateway[4]) {
    return set_default_route(socket, AF_INET, gateway, 4);
}

int netlink_set_default_route6(int socket, const uint8_t gateway[16]) {
    return set_default_route(socket, AF_INET6, gateway, 16);
}

int netlink_loopback(void) {
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    return netlink_up(socket, 1) < 0 ? failed("set up the loopback device") : 0;
}

int netlink_loopback_address(const uint8_t address[4], uint8_t prefix) {
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    if (netlink_add_address(socket, 1, address, prefix) < 0 && errno != EEXIST)
        return failed("give the loopback device an address");
    return 0;
}

/* Both ends, their names and places in one message: each message more would wait for the
 * kernel's lock. */
static int make_pair(int lab_socket, const struct endpoint *endpoint, int bridge, int namespace) {
    struct rt_message message;
    struct ifinfomsg *link = rt_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof *link);
    link->ifi_flags = link->ifi_change = IFF_UP;
    rt_add_text(&message, IFLA_IFNAME, endpoint->host_device);
    rt_add_u32(&message, IFLA_MASTER, (uint32_t)bridge);
    if (endpoint->mtu != 0)
        rt_add_u32(&message, IFLA_MTU, endpoint->mtu);
    struct rtattr *info = rt_nest(&message, IFLA_LINKINFO);
    rt_add_text(&message, IFLA_INFO_KIND, "veth");
    struct rtattr *data = rt_nest(&message, IFLA_INFO_DATA);
    struct rtattr *peer = rt_nest(&message, VETH_INFO_PEER);
    struct ifinfomsg *other = rt_add_room(&message, sizeof *other);
    /* Not IFF_UP: this end is configured before it knows the other, and veth refuses to be opened
     * then. */
    other->ifi_family = AF_UNSPEC;
    rt_add_text(&message, IFLA_IFNAME, endpoint->device);
    if (endpoint->mtu != 0)
        rt_add_u32(&message, IFLA_MTU, endpoint->mtu);
    if (endpoint->has_mac)
        rt_add(&message, IFLA_ADDRESS, endpoint->mac, sizeof endpoint->mac);
    /* The number is looked up in this process's own PID namespace: it names this process. */
    if (namespace < 0)
        rt_add_u32(&message, IFLA_NET_NS_PID, (uint32_t)getpid());
    else
        rt_add_u32(&message, IFLA_NET_NS_FD, (uint32_t)namespace);
    rt_nest_end(&message, peer);
    rt_nest_end(&message, data);
    rt_nest_end(&message, info);
    return rt_exchange(lab_socket, &message, NULL);
}

/*
 * The pair of a container that has just ended lives on for a moment, until the kernel has cleared
 * its network namespace away: a restart waits for the name.
 */
int netlink_pair(int socket, const struct endpoint *endpoint, int bridge, int namespace) {
    static const struct timespec pause = {.tv_nsec = 5000000};
    for (int attempt = 0; attempt < 400; attempt++) {
        if (make_pair(socket, endpoint, bridge, namespace) == 0)
            return 0;
        if (errno != EEXIST)
            return -1;
        nanosleep(&pause, NULL);
    }
    errno = EEXIST;
    return -1;
}

/* A port of the bridge that only the bridge itself can reach, and no other such port. */
static int isolate(int lab_socket, const char *device) {
    struct rt_message message;
    static const uint8_t yes = 1;
    int index = netlink_index(lab_socket, device);
    struct ifinfomsg *link = rt_begin(&message, RTM_SETLINK, 0, sizeof *link);
    link->ifi_family = AF_BRIDGE;
    link->ifi_index = index;
    struct rtattr *port = rt_nest(&message, IFLA_PROTINFO | NLA_F_NESTED);
    rt_add(&message, IFLA_BRPORT_ISOLATED, &yes, sizeof yes);
    rt_nest_end(&message, port);
    return index < 0 ? -1 : rt_exchange(lab_socket, &message, NULL);
}

static int join_bridge(int lab_socket, const struct endpoint *endpoint) {
    int bridge = netlink_index(lab_socket, endpoint->bridge);
    if (bridge < 0)
        return failed("find the bridge %s", endpoint->bridge);
    if (netlink_pair(lab_socket, endpoint, bridge, -1) < 0)
        return failed("make the link %s", endpoint->host_device);
    if (endpoint->is_isolated && isolate(lab_socket, endpoint->host_device) < 0)
        return failed("isolate %s", endpoint->host_device);
    return 0;
}

/*
 * A container that has just ended keeps its addresses upon the parent until the kernel has taken
 * its device away.
 */
static int may_try_again(int *attempts) {
    static const struct timespec pause = {.tv_nsec = 5000000};
    return errno == EADDRINUSE && (*attempts)++ < 400 && nanosleep(&pause, NULL) == 0;
}

static int set_up(int socket, int index, const struct endpoint *endpoint) {
    int attempts = 0;
    while (netlink_add_address(socket, index, endpoint->address, endpoint->prefix) < 0)
        if (!may_try_again(&attempts))
            return -1;
    while (netlink_up(socket, index) < 0)
        if (!may_try_again(&attempts))
            return -1;
    return 0;
}

/* A container has IPv6 on the devices of networks that have it, and nowhere else, as with Docker. */
static int set_up6(int socket, int index, const struct endpoint *endpoint) {
    char path[64];
    const struct ipv6 *ipv6 = &endpoint->ipv6;
    if (!ipv6->is_there)
        return 0;
    snprintf(path, sizeof path, "sys/net/ipv6/conf/%s/disable_ipv6", endpoint->device);
    write_file_at(lab.proc, path, "0");
    write_file_at(lab.proc, "sys/net/ipv6/conf/lo/disable_ipv6", "0");
    if (netlink_add_address6(socket, index, ipv6->address, ipv6->prefix) < 0)
        return failed("give %s its IPv6 address", endpoint->device);
    if (ipv6->has_gateway && netlink_set_default_route6(socket, ipv6->gateway) < 0)
        return failed("set the default route of IPv6");
    return 0;
}

int netlink_endpoint(int lab_socket, const struct endpoint *endpoint) {
    int made = endpoint->kind == ENDPOINT_PORT ? join_bridge(lab_socket, endpoint)
                                               : parent_device(lab_socket, endpoint);
    if (made < 0)
        return -1;
    CLOSES int socket = netlink_open();
    int index = socket < 0 ? -1 : netlink_index(socket, endpoint->device);
    if (index < 0 || set_up(socket, index, endpoint) < 0)
        return failed("set up %s", endpoint->device);
    if (endpoint->has_gateway && netlink_set_default_route(socket, endpoint->gateway) < 0)
        return failed("set the default route");
    return set_up6(socket, index, endpoint);
}
