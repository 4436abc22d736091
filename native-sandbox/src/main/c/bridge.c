/*
 * Bridges of the lab, and that nothing passes between them. Docker has firewall rules for this; here
 * the routes do it, so that it needs nothing of the kernel that might not be there:
 *
 *     rule 999    what comes from the gateway to the outside goes where it wants to
 *     rule 1000   what comes from any device but the lab itself looks into the table of bridges,
 *                 where every bridge's subnet is a black hole
 *     rule 1001   what comes from the bridge of an internal network goes nowhere
 *
 * The lab's own addresses are found before, in the table "local". Of IPv6 a lab host passes nothing on: that is how the
 * kernel begins.
 */
#include "bridge.h"

#include "netlink.h"
#include "rtmessage.h"

#include <errno.h>
#include <linux/fib_rules.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>

#define TABLE 1717
#define PRIORITY 1000
#define VXLAN_PORT 4789

static int make_bridge(int socket, const struct bridge *bridge) {
    struct rt_message message;
    struct ifinfomsg *link =
        rt_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof *link);
    link->ifi_flags = link->ifi_change = IFF_UP;
    rt_add_text(&message, IFLA_IFNAME, bridge->name);
    if (bridge->mtu != 0)
        rt_add_u32(&message, IFLA_MTU, bridge->mtu);
    /* An address of its own, as Docker gives: otherwise it would change with every port that comes
     * or goes. */
    uint8_t address[6] = {0x02, 0x42};
    if (getrandom(address + 2, 4, 0) == 4)
        rt_add(&message, IFLA_ADDRESS, address, sizeof address);
    struct rtattr *info = rt_nest(&message, IFLA_LINKINFO);
    rt_add_text(&message, IFLA_INFO_KIND, "bridge");
    rt_nest_end(&message, info);
    return rt_exchange(socket, &message, NULL);
}

static int make_vxlan(int socket, const struct bridge *bridge, int master) {
    struct rt_message message;
    static const uint8_t learns = 1;
    uint8_t port[2];
    put16(port, VXLAN_PORT);
    struct ifinfomsg *link =
        rt_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof *link);
    link->ifi_flags = link->ifi_change = IFF_UP;
    rt_add_text(&message, IFLA_IFNAME, bridge->vxlan);
    rt_add_u32(&message, IFLA_MASTER, (uint32_t)master);
    if (bridge->mtu != 0)
        rt_add_u32(&message, IFLA_MTU, bridge->mtu);
    struct rtattr *info = rt_nest(&message, IFLA_LINKINFO);
    rt_add_text(&message, IFLA_INFO_KIND, "vxlan");
    struct rtattr *data = rt_nest(&message, IFLA_INFO_DATA);
    rt_add_u32(&message, IFLA_VXLAN_ID, bridge->vni);
    rt_add(&message, IFLA_VXLAN_PORT, port, sizeof port);
    rt_add(&message, IFLA_VXLAN_LEARNING, &learns, sizeof learns);
    rt_nest_end(&message, data);
    rt_nest_end(&message, info);
    return rt_exchange(socket, &message, NULL);
}

/* What is for everybody, or for somebody not heard of yet, goes to each peer: no multicast is
 * needed. Where the others are the device learns from what comes. */
static int add_peer(int socket, int vxlan, const uint8_t address[4]) {
    struct rt_message message;
    static const uint8_t everybody[6] = {0};
    struct ndmsg *entry = rt_begin(&message, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_APPEND, sizeof *entry);
    *entry = (struct ndmsg){.ndm_family = AF_BRIDGE,
                            .ndm_ifindex = vxlan,
                            .ndm_state = NUD_NOARP | NUD_PERMANENT,
                            .ndm_flags = NTF_SELF};
    rt_add(&message, NDA_LLADDR, everybody, sizeof everybody);
    rt_add(&message, NDA_DST, address, 4);
    int result = rt_exchange(socket, &message, NULL);
    return result < 0 && errno == EEXIST ? 0 : result;
}

static int join_peers(int socket, const struct bridge *bridge, int master) {
    if (make_vxlan(socket, bridge, master) < 0 && errno != EEXIST)
        return failed("make %s", bridge->vxlan);
    int vxlan = netlink_index(socket, bridge->vxlan);
    for (size_t i = 0; i < bridge->peer_count; i++) {
        if (vxlan < 0 || add_peer(socket, vxlan, bridge->peers[i]) < 0)
            return failed("tell %s of its peers", bridge->vxlan);
    }
    return 0;
}

/* What is there already, or is gone already, is fine. */
static int is_so(int result) {
    return result < 0 && errno != EEXIST && errno != ENOENT && errno != ESRCH ? -1 : 0;
}

static int change_hole(int socket, const struct bridge *bridge, uint16_t type, uint16_t flags) {
    struct rt_message message;
    uint8_t subnet[4];
    put32(subnet, bridge->prefix == 0
                      ? 0
                      : get32(bridge->address) & (UINT32_MAX << (32 - bridge->prefix)));
    struct rtmsg *route = rt_begin(&message, type, flags, sizeof *route);
    *route = (struct rtmsg){.rtm_family = AF_INET,
                            .rtm_dst_len = bridge->prefix,
                            .rtm_table = RT_TABLE_UNSPEC,
                            .rtm_protocol = RTPROT_STATIC,
                            .rtm_scope = RT_SCOPE_UNIVERSE,
                            .rtm_type = RTN_BLACKHOLE};
    rt_add(&message, RTA_DST, subnet, sizeof subnet);
    rt_add_u32(&message, RTA_TABLE, TABLE);
    return is_so(rt_exchange(socket, &message, NULL));
}

/* A rule for what comes from a device, or with FIB_RULE_INVERT from any other. Its table is that of
 * bridges if it names none. */
static int change_rule(int socket, const char *device, const struct fib_rule_hdr *given,
                       uint16_t type, uint32_t priority) {
    struct rt_message message;
    uint16_t flags = type == RTM_NEWRULE ? NLM_F_CREATE | NLM_F_EXCL : 0;
    struct fib_rule_hdr *rule = rt_begin(&message, type, flags, sizeof *rule);
    *rule = *given;
    rule->family = AF_INET;
    rt_add_text(&message, FRA_IIFNAME, device);
    rt_add_u32(&message, FRA_PRIORITY, priority);
    if (given->action == FR_ACT_TO_TBL)
        rt_add_u32(&message, FRA_TABLE, given->table == 0 ? TABLE : given->table);
    return is_so(rt_exchange(socket, &message, NULL));
}

static int isolate(int socket, const struct bridge *bridge) {
    static const struct fib_rule_hdr others = {.action = FR_ACT_TO_TBL, .flags = FIB_RULE_INVERT};
    static const struct fib_rule_hdr internal = {.action = FR_ACT_BLACKHOLE};
    if (change_rule(socket, "lo", &others, RTM_NEWRULE, PRIORITY) < 0 ||
        (bridge->has_address &&
         change_hole(socket, bridge, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL) < 0))
        return -1;
    return bridge->is_internal
               ? change_rule(socket, bridge->name, &internal, RTM_NEWRULE, PRIORITY + 1)
               : 0;
}

int bridge_admit(const char *device) {
    static const struct fib_rule_hdr free_way = {.action = FR_ACT_TO_TBL, .table = RT_TABLE_MAIN};
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    return change_rule(socket, device, &free_way, RTM_NEWRULE, PRIORITY - 1) < 0
               ? failed("let %s reach the bridges", device)
               : 0;
}

/* A kernel without IPv6 says so before anybody is on the bridge. */
static int undo(int socket, const struct bridge *bridge) {
    int error = errno;
    netlink_delete(socket, bridge->name);
    errno = error;
    return failed("give %s its IPv6 address", bridge->name);
}

int bridge_make(const struct bridge *bridge) {
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    /* Before anybody can be on it. */
    if (isolate(socket, bridge) < 0)
        return failed("keep the bridge %s apart", bridge->name);
    if (make_bridge(socket, bridge) < 0 && errno != EEXIST)
        return failed("make the bridge %s", bridge->name);
    int index = netlink_index(socket, bridge->name);
    if (index < 0 ||
        (bridge->has_address &&
         netlink_add_address(socket, index, bridge->address, bridge->prefix) < 0 &&
         errno != EEXIST) ||
        netlink_up(socket, index) < 0)
        return failed("set up the bridge %s", bridge->name);
    if (bridge->ipv6.is_there &&
        netlink_add_address6(socket, index, bridge->ipv6.address, bridge->ipv6.prefix) < 0 &&
        errno != EEXIST)
        return undo(socket, bridge);
    return bridge->vni == 0 ? 0 : join_peers(socket, bridge, index);
}

int bridge_remove(const struct bridge *bridge) {
    static const struct fib_rule_hdr internal = {.action = FR_ACT_BLACKHOLE};
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    if (bridge->vxlan[0] != '\0' && netlink_delete(socket, bridge->vxlan) < 0 && errno != ENODEV)
        return failed("remove %s", bridge->vxlan);
    if (netlink_delete(socket, bridge->name) < 0 && errno != ENODEV)
        return failed("remove the bridge %s", bridge->name);
    if (change_rule(socket, bridge->name, &internal, RTM_DELRULE, PRIORITY + 1) < 0 ||
        (bridge->has_address && change_hole(socket, bridge, RTM_DELROUTE, 0) < 0))
        return failed("forget the bridge %s", bridge->name);
    return 0;
}
