/* Devices of the lab host upon which containers have devices of their own: macvlan and ipvlan. */
#pragma once

#include "spec.h"

enum parent_flags { PARENT_PAIR = 1 };

struct parent {
    char name[IFNAMSIZ];
    char below[IFNAMSIZ]; /* what a VLAN is cut out of, or the other end of a pair */
    uint32_t kind;        /* enum endpoint_kind */
    uint32_t vlan;        /* 1 to 4094, 0 for none */
    bool is_pair;         /* a pair of devices that leads nowhere */
};

/*
 * Whether the kernel has devices of this kind, and the parent, made if it is a pair or a VLAN and
 * not there. Notes failures, as below.
 */
int parent_make(const struct parent *parent);
/* The device of a container in this process's network namespace, down and without an address. */
int parent_device(int lab_socket, const struct endpoint *endpoint);
