/*
 * drydock-labd wire SWITCH LAB PORT DEVICE: a veth pair between two network namespaces, given as
 * files. SWITCH holds nothing but a bridge, made here for the first pair; its end is a port called
 * PORT. The other end is DEVICE in the lab host's namespace, where labd sets it up (see UPLINK).
 *
 * Only whoever has rights over both namespaces can do this, and no student has any over the switch.
 */
#include "wire.h"

#include "netlink.h"
#include "rtmessage.h"
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if_link.h>
#include <string.h>

#define BRIDGE "switch"

static int open_namespace(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        die("open %s", path);
    return fd;
}

static void take_name(char name[IFNAMSIZ], const char *text) {
    errno = EINVAL;
    if (text[0] == '\0' || strlen(text) >= IFNAMSIZ)
        die("call a device %s", text);
    strcpy(name, text);
}

/* The bridge's number. Nothing of the namespace itself can be reached: no address, not even one
 * that the kernel makes up. */
static int make_switch(int socket) {
    struct rt_message message;
    struct ifinfomsg *link =
        rt_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof *link);
    rt_add_text(&message, IFLA_IFNAME, BRIDGE);
    struct rtattr *info = rt_nest(&message, IFLA_LINKINFO);
    rt_add_text(&message, IFLA_INFO_KIND, "bridge");
    rt_nest_end(&message, info);
    if (rt_exchange(socket, &message, NULL) < 0 && errno != EEXIST)
        die("make the switch");
    int bridge = netlink_index(socket, BRIDGE);
    if (bridge < 0 || netlink_up(socket, bridge) < 0)
        die("set up the switch");
    return bridge;
}

int wire_main(int count, char **arguments) {
    struct endpoint pair = {0};
    errno = 0;
    if (count != 5)
        die("usage: drydock-labd wire SWITCH LAB PORT DEVICE");
    take_name(pair.host_device, arguments[3]);
    take_name(pair.device, arguments[4]);
    CLOSES int inside = open_namespace(arguments[1]);
    CLOSES int lab = open_namespace(arguments[2]);
    if (setns(inside, CLONE_NEWNET) < 0)
        die("enter the switch");
    CLOSES int socket = netlink_open();
    if (socket < 0)
        die("%s", failed_stage());
    int bridge = make_switch(socket);
    /* What an earlier run of the lab host, or one that was not joined to the end, has left. */
    if (netlink_delete(socket, pair.host_device) < 0 && errno != ENODEV)
        die("remove %s", pair.host_device);
    if (netlink_pair(socket, &pair, bridge, lab) < 0)
        die("make the link %s", pair.host_device);
    return 0;
}
