/*
 * GATEWAY: a network behind the lab host in which names of the world have addresses. It is a
 * network namespace of its own, so that what listens there takes no port from the lab host.
 */
#pragma once

#include "connection.h"

void gateway_open(struct connection *connection, struct frame *frame);
