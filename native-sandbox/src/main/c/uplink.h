/* UPLINK, SWITCH and HOST_NAMES: what joins this lab host with the others of its student. */
#pragma once

#include "connection.h"

void uplink_set_up(struct connection *connection, struct frame *frame);
void uplink_switch(struct connection *connection, struct frame *frame);
void uplink_names(struct connection *connection, struct frame *frame);
