/* Links, addresses and routes without the ip command: raw rtnetlink. */
#pragma once

#include "spec.h"

/* A routing socket of the network namespace that this process is in now. */
int netlink_open(void);
/* Loopback up, in this process's network namespace. Notes failures, as all below. */
int netlink_loopback(void);
/* One more address of the loopback device; one that it has is kept. */
int netlink_loopback_address(const uint8_t address[4], uint8_t prefix);
/* The number of a device, -1 and errno if there is none. Does not note failures, as all up to the veth pair. */
int netlink_index(int socket, const char *name);
int netlink_up(int socket, int index);
int netlink_add_address(int socket, int index, const uint8_t address[4], uint8_t prefix);
/* One of IPv6, which counts at once: nobody is asked whether somebody has it. EOPNOTSUPP where the
 * kernel has no IPv6. */
int netlink_add_address6(int socket, int index, const uint8_t address[16], uint8_t prefix);
int netlink_delete(int socket, const char *name);
/* To a network that is behind a device itself. */
int netlink_add_route(int socket, const uint8_t network[4], uint8_t prefix, int device);
/* Where everything goes that is on no network; NULL for nowhere. */
int netlink_set_default_route(int socket, const uint8_t gateway[4]);
int netlink_set_default_route6(int socket, const uint8_t gateway[16]);
/*
 * A veth pair: host_device as a port of the bridge (0: of none), device in the network namespace that the
 * descriptor shows, -1 for this process's own.
 */
int netlink_pair(int socket, const struct endpoint *endpoint, int bridge, int namespace);
/*
 * A device in this process's network namespace with address and route: an end of a veth pair, whose
 * other end is on a bridge of the lab, whose socket is given, or a device upon one of the lab's.
 */
int netlink_endpoint(int lab_socket, const struct endpoint *endpoint);
