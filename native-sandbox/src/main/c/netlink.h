/* Links, addresses and routes without the ip command: raw rtnetlink. */
#pragma once

#include "spec.h"

/* A routing socket of the network namespace that this process is in now. */
int netlink_open(void);
/* Loopback up, in this process's network namespace. Notes failures, as all below. */
int netlink_loopback(void);
/* One more address of the loopback device; one that it has is kept. */
int netlink_loopback_address(const uint8_t address[4], uint8_t prefix);
/* A bridge with this address, up; what is there already is kept. */
int netlink_bridge(const char *name, const uint8_t address[4], uint8_t prefix);
int netlink_remove(const char *name);
/*
 * A veth pair: one end on a bridge of the lab, whose socket is given, the other in this process's
 * network namespace with address and route.
 */
int netlink_endpoint(int lab_socket, const struct endpoint *endpoint);
