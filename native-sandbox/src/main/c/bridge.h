/* Bridges of the lab host, each of which is a network of containers. */
#pragma once

#include "spec.h"

struct bridge {
    char name[IFNAMSIZ];
    uint8_t address[4];
    uint8_t prefix;
    bool has_address; /* a server of before does not say it when it removes one */
    bool is_internal; /* nothing that comes from it is passed on */
    uint32_t mtu;     /* 0 for the kernel's default */
};

/* A bridge with this address, up, from and to which nothing is passed on; what is there already is
 * kept. Notes failures, as below. */
int bridge_make(const struct bridge *bridge);
/* An unknown one is ignored. */
int bridge_remove(const struct bridge *bridge);
