#include "parent.h"

#include "netlink.h"
#include "rtmessage.h"

#include <errno.h>
#include <linux/if_link.h>
#include <string.h>
#include <unistd.h>

static const char *kind_name(uint32_t kind) {
    return kind == ENDPOINT_MACVLAN ? "macvlan" : "ipvlan";
}

/*
 * Asks for a device upon none. A kernel that has devices of this kind misses the parent (EINVAL); one
 * that has not says so.
 */
static int ask_for_kind(int socket, uint32_t kind) {
    struct rt_message message;
    rt_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof(struct ifinfomsg));
    struct rtattr *info = rt_nest(&message, IFLA_LINKINFO);
    rt_add_text(&message, IFLA_INFO_KIND, kind_name(kind));
    rt_nest_end(&message, info);
    int result = rt_exchange(socket, &message, NULL);
    return result < 0 && errno == EINVAL ? 0 : result;
}

static int make_vlan(int socket, const struct parent *parent) {
    struct rt_message message;
    uint16_t number = (uint16_t)parent->vlan;
    int below = netlink_index(socket, parent->below);
    struct ifinfomsg *link =
        rt_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof *link);
    link->ifi_flags = link->ifi_change = IFF_UP;
    rt_add_text(&message, IFLA_IFNAME, parent->name);
    rt_add_u32(&message, IFLA_LINK, (uint32_t)below);
    struct rtattr *info = rt_nest(&message, IFLA_LINKINFO);
    rt_add_text(&message, IFLA_INFO_KIND, "vlan");
    struct rtattr *data = rt_nest(&message, IFLA_INFO_DATA);
    rt_add(&message, IFLA_VLAN_ID, &number, sizeof number);
    rt_nest_end(&message, data);
    rt_nest_end(&message, info);
    return below < 0 ? -1 : rt_exchange(socket, &message, NULL);
}

/* Both ends are up, so that what is upon one of them has a carrier. */
static int make_pair(int socket, const struct parent *parent) {
    struct endpoint pair = {0};
    memcpy(pair.host_device, parent->name, sizeof pair.host_device);
    memcpy(pair.device, parent->below, sizeof pair.device);
    if (netlink_pair(socket, &pair, 0, -1) < 0)
        return -1;
    int other = netlink_index(socket, parent->below);
    return other < 0 ? -1 : netlink_up(socket, other);
}

int parent_make(const struct parent *parent) {
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    if (ask_for_kind(socket, parent->kind) < 0)
        return failed("kind %s", kind_name(parent->kind));
    if (netlink_index(socket, parent->name) >= 0)
        return 0;
    if (parent->vlan != 0 && make_vlan(socket, parent) < 0)
        return failed("vlan %s", parent->name);
    if (parent->is_pair && make_pair(socket, parent) < 0)
        return failed("pair %s", parent->name);
    return 0;
}

int parent_device(int lab_socket, const struct endpoint *endpoint) {
    struct rt_message message;
    uint16_t short_mode = (uint16_t)endpoint->mode;
    int parent = netlink_index(lab_socket, endpoint->bridge);
    if (parent < 0)
        return failed("find the parent %s", endpoint->bridge);
    rt_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof(struct ifinfomsg));
    rt_add_text(&message, IFLA_IFNAME, endpoint->device);
    rt_add_u32(&message, IFLA_LINK, (uint32_t)parent);
    /* The number is looked up in this process's own PID namespace: it names this process. */
    rt_add_u32(&message, IFLA_NET_NS_PID, (uint32_t)getpid());
    if (endpoint->mtu != 0)
        rt_add_u32(&message, IFLA_MTU, endpoint->mtu);
    if (endpoint->has_mac)
        rt_add(&message, IFLA_ADDRESS, endpoint->mac, sizeof endpoint->mac);
    struct rtattr *info = rt_nest(&message, IFLA_LINKINFO);
    rt_add_text(&message, IFLA_INFO_KIND, kind_name(endpoint->kind));
    struct rtattr *data = rt_nest(&message, IFLA_INFO_DATA);
    if (endpoint->kind == ENDPOINT_MACVLAN)
        rt_add_u32(&message, IFLA_MACVLAN_MODE, endpoint->mode);
    else
        rt_add(&message, IFLA_IPVLAN_MODE, &short_mode, sizeof short_mode);
    rt_nest_end(&message, data);
    rt_nest_end(&message, info);
    return rt_exchange(lab_socket, &message, NULL) < 0
               ? failed("failed to create the %s port", kind_name(endpoint->kind))
               : 0;
}
