/* What changes the networks of the lab and of running containers. */
#pragma once

#include "connection.h"

enum bridge_flags { BRIDGE_INTERNAL = 1 };
enum network_flags { NETWORK_NAMES = 1 };

void network_bridge(struct connection *connection, struct frame *frame);
void network_bridge_remove(struct connection *connection, struct frame *frame);
void network_parent(struct connection *connection, struct frame *frame);
void network_parent_remove(struct connection *connection, struct frame *frame);
void network_device(struct connection *connection, struct frame *frame);
void network_change(struct connection *connection, struct frame *frame);
