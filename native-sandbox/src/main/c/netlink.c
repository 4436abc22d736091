#include "netlink.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define REPLY_LIMIT 8192

struct message {
    _Alignas(struct nlmsghdr) uint8_t bytes[1024];
};

static struct nlmsghdr *header_of(struct message *message) {
    return (struct nlmsghdr *)message->bytes;
}

static void *add_room(struct message *message, size_t size) {
    struct nlmsghdr *header = header_of(message);
    uint8_t *at = message->bytes + NLMSG_ALIGN(header->nlmsg_len);
    header->nlmsg_len = NLMSG_ALIGN(header->nlmsg_len) + (uint32_t)size;
    return at;
}

static void *begin(struct message *message, uint16_t type, uint16_t flags, size_t size) {
    memset(message, 0, sizeof *message);
    *header_of(message) = (struct nlmsghdr){.nlmsg_len = NLMSG_HDRLEN,
                                            .nlmsg_type = type,
                                            .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags};
    return add_room(message, size);
}

/* Every caller's attributes are short and few: a message is never longer than struct message. */
static void add(struct message *message, uint16_t type, const void *bytes, size_t size) {
    struct rtattr *attribute = add_room(message, RTA_LENGTH(size));
    *attribute = (struct rtattr){.rta_type = type, .rta_len = (unsigned short)RTA_LENGTH(size)};
    memcpy(RTA_DATA(attribute), bytes, size);
}

static void add_text(struct message *message, uint16_t type, const char *text) {
    add(message, type, text, strlen(text) + 1);
}

static void add_u32(struct message *message, uint16_t type, uint32_t value) {
    add(message, type, &value, sizeof value);
}

static struct rtattr *nest(struct message *message, uint16_t type) {
    struct rtattr *attribute = add_room(message, RTA_LENGTH(0));
    attribute->rta_type = type;
    return attribute;
}

static void nest_end(struct message *message, struct rtattr *attribute) {
    uint8_t *end = message->bytes + header_of(message)->nlmsg_len;
    attribute->rta_len = (unsigned short)(end - (uint8_t *)attribute);
}

/* Sends and waits for the kernel's answer, which is there when sendto returns; *index gets a link's
 * number if asked. */
static int exchange(int socket, struct message *message, int *index) {
    _Alignas(struct nlmsghdr) uint8_t reply[REPLY_LIMIT];
    struct nlmsghdr *request = header_of(message);
    if (send(socket, request, request->nlmsg_len, 0) < 0)
        return -1;
    for (;;) {
        ssize_t length = recv(socket, reply, sizeof reply, 0);
        if (length < 0)
            return -1;
        struct nlmsghdr *header = (struct nlmsghdr *)reply;
        for (; NLMSG_OK(header, (size_t)length); header = NLMSG_NEXT(header, length)) {
            if (header->nlmsg_type == RTM_NEWLINK && index != NULL)
                *index = ((struct ifinfomsg *)NLMSG_DATA(header))->ifi_index;
            if (header->nlmsg_type != NLMSG_ERROR)
                continue;
            errno = -((struct nlmsgerr *)NLMSG_DATA(header))->error;
            return errno == 0 ? 0 : -1;
        }
    }
}

int netlink_open(void) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    return fd < 0 ? failed("open a routing socket") : fd;
}

static int link_index(int socket, const char *name) {
    struct message message;
    int index = 0;
    struct ifinfomsg *link = begin(&message, RTM_GETLINK, 0, sizeof *link);
    add_text(&message, IFLA_IFNAME, name);
    /* Without statistics the answer is short. */
    add_u32(&message, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    return exchange(socket, &message, &index) < 0 ? -1 : index;
}

static int link_up(int socket, int index) {
    struct message message;
    struct ifinfomsg *link = begin(&message, RTM_NEWLINK, 0, sizeof *link);
    link->ifi_index = index;
    link->ifi_flags = link->ifi_change = IFF_UP;
    return exchange(socket, &message, NULL);
}

static int add_address(int socket, int index, const uint8_t address[4], uint8_t prefix) {
    struct message message;
    struct ifaddrmsg *body = begin(&message, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, sizeof *body);
    body->ifa_family = AF_INET;
    body->ifa_prefixlen = prefix;
    body->ifa_index = (uint32_t)index;
    uint32_t host_bits = prefix >= 31 ? 0 : UINT32_MAX >> prefix;
    uint8_t broadcast[4];
    put32(broadcast, get32(address) | host_bits);
    add(&message, IFA_LOCAL, address, 4);
    add(&message, IFA_ADDRESS, address, 4);
    if (host_bits != 0)
        add(&message, IFA_BROADCAST, broadcast, 4);
    return exchange(socket, &message, NULL);
}

static int add_default_route(int socket, int index, const uint8_t gateway[4]) {
    struct message message;
    struct rtmsg *route = begin(&message, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, sizeof *route);
    *route = (struct rtmsg){.rtm_family = AF_INET,
                            .rtm_table = RT_TABLE_MAIN,
                            .rtm_protocol = RTPROT_BOOT,
                            .rtm_scope = RT_SCOPE_UNIVERSE,
                            .rtm_type = RTN_UNICAST};
    add(&message, RTA_GATEWAY, gateway, 4);
    add_u32(&message, RTA_OIF, (uint32_t)index);
    return exchange(socket, &message, NULL);
}

int netlink_loopback(void) {
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    return link_up(socket, 1) < 0 ? failed("set up the loopback device") : 0;
}

int netlink_loopback_address(const uint8_t address[4], uint8_t prefix) {
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    if (add_address(socket, 1, address, prefix) < 0 && errno != EEXIST)
        return failed("give the loopback device an address");
    return 0;
}

static int make_bridge(int socket, const char *name) {
    struct message message;
    struct ifinfomsg *link = begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof *link);
    link->ifi_flags = link->ifi_change = IFF_UP;
    add_text(&message, IFLA_IFNAME, name);
    /* An address of its own, as Docker gives: otherwise it would change with every port that comes
     * or goes. */
    uint8_t address[6] = {0x02, 0x42};
    if (getrandom(address + 2, 4, 0) == 4)
        add(&message, IFLA_ADDRESS, address, sizeof address);
    struct rtattr *info = nest(&message, IFLA_LINKINFO);
    add_text(&message, IFLA_INFO_KIND, "bridge");
    nest_end(&message, info);
    return exchange(socket, &message, NULL);
}

int netlink_bridge(const char *name, const uint8_t address[4], uint8_t prefix) {
    CLOSES int socket = netlink_open();
    if (socket < 0)
        return -1;
    if (make_bridge(socket, name) < 0 && errno != EEXIST)
        return failed("make the bridge %s", name);
    int index = link_index(socket, name);
    if (index < 0 || (add_address(socket, index, address, prefix) < 0 && errno != EEXIST) ||
        link_up(socket, index) < 0)
        return failed("set up the bridge %s", name);
    return 0;
}

int netlink_remove(const char *name) {
    CLOSES int socket = netlink_open();
    struct message message;
    struct ifinfomsg *link = begin(&message, RTM_DELLINK, 0, sizeof *link);
    add_text(&message, IFLA_IFNAME, name);
    if (socket < 0 || (exchange(socket, &message, NULL) < 0 && errno != ENODEV))
        return failed("remove the bridge %s", name);
    return 0;
}

/* Both ends, their names and places in one message: each message more would wait for the
 * kernel's lock. */
static int make_pair(int lab_socket, const struct endpoint *endpoint, int bridge) {
    struct message message;
    struct ifinfomsg *link = begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof *link);
    link->ifi_flags = link->ifi_change = IFF_UP;
    add_text(&message, IFLA_IFNAME, endpoint->host_device);
    add_u32(&message, IFLA_MASTER, (uint32_t)bridge);
    struct rtattr *info = nest(&message, IFLA_LINKINFO);
    add_text(&message, IFLA_INFO_KIND, "veth");
    struct rtattr *data = nest(&message, IFLA_INFO_DATA);
    struct rtattr *peer = nest(&message, VETH_INFO_PEER);
    struct ifinfomsg *other = add_room(&message, sizeof *other);
    /* Not IFF_UP: this end is configured before it knows the other, and veth refuses to be opened
     * then. */
    other->ifi_family = AF_UNSPEC;
    add_text(&message, IFLA_IFNAME, endpoint->device);
    if (endpoint->has_mac)
        add(&message, IFLA_ADDRESS, endpoint->mac, sizeof endpoint->mac);
    /* The number is looked up in this process's own PID namespace: it names this process. */
    add_u32(&message, IFLA_NET_NS_PID, (uint32_t)getpid());
    nest_end(&message, peer);
    nest_end(&message, data);
    nest_end(&message, info);
    return exchange(lab_socket, &message, NULL);
}

/*
 * The pair of a container that has just ended lives on for a moment, until the kernel has cleared
 * its network namespace away: a restart waits for the name.
 */
static int make_pair_patiently(int lab_socket, const struct endpoint *endpoint, int bridge) {
    static const struct timespec pause = {.tv_nsec = 5000000};
    for (int attempt = 0; attempt < 400; attempt++) {
        if (make_pair(lab_socket, endpoint, bridge) == 0)
            return 0;
        if (errno != EEXIST)
            return -1;
        nanosleep(&pause, NULL);
    }
    errno = EEXIST;
    return -1;
}

int netlink_endpoint(int lab_socket, const struct endpoint *endpoint) {
    int bridge = link_index(lab_socket, endpoint->bridge);
    if (bridge < 0)
        return failed("find the bridge %s", endpoint->bridge);
    if (make_pair_patiently(lab_socket, endpoint, bridge) < 0)
        return failed("make the link %s", endpoint->host_device);
    CLOSES int socket = netlink_open();
    int index = socket < 0 ? -1 : link_index(socket, endpoint->device);
    if (index < 0 || add_address(socket, index, endpoint->address, endpoint->prefix) < 0 ||
        link_up(socket, index) < 0)
        return failed("set up %s", endpoint->device);
    if (endpoint->has_gateway && add_default_route(socket, index, endpoint->gateway) < 0)
        return failed("set the default route");
    return 0;
}
