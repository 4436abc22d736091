/* Bridges of the lab host, each of which is a network of containers. */
#pragma once

#include "spec.h"

#define BRIDGE_PEERS 16

struct bridge {
    char name[IFNAMSIZ];
    uint8_t address[4];
    uint8_t prefix;
    bool has_address; /* a server of before does not say it when it removes one */
    struct ipv6 ipv6;
    bool is_internal; /* nothing that comes from it is passed on */
    uint32_t mtu;     /* 0 for the kernel's default */
    uint32_t vni;     /* it reaches to other lab hosts through a device vxlan; 0 for none */
    char vxlan[IFNAMSIZ];
    uint8_t peers[BRIDGE_PEERS][4]; /* the other lab hosts */
    size_t peer_count;
};

/* A bridge with this address, up, from and to which nothing is passed on; what is there already is
 * kept. One of several lab hosts has no address. Notes failures, as below. */
int bridge_make(const struct bridge *bridge);
/* An unknown one is ignored. */
int bridge_remove(const struct bridge *bridge);
/* What comes from this device may go to every bridge. */
int bridge_admit(const char *device);
