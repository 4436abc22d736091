/* Building rtnetlink messages. Every caller's attributes are short and few: a message is never longer
 * than struct rt_message. */
#pragma once

#include "util.h"

#include <linux/rtnetlink.h>

struct rt_message {
    _Alignas(struct nlmsghdr) uint8_t bytes[1024];
};

/* Starts a message, cleared, with a body of this size, which is returned. */
void *rt_begin(struct rt_message *message, uint16_t type, uint16_t flags, size_t size);
void *rt_add_room(struct rt_message *message, size_t size);
void rt_add(struct rt_message *message, uint16_t type, const void *bytes, size_t size);
void rt_add_text(struct rt_message *message, uint16_t type, const char *text);
void rt_add_u32(struct rt_message *message, uint16_t type, uint32_t value);
struct rtattr *rt_nest(struct rt_message *message, uint16_t type);
void rt_nest_end(struct rt_message *message, struct rtattr *attribute);
/* Sends and waits for the kernel's answer, which is there when send returns; *index gets a link's
 * number if asked. -1 and errno. */
int rt_exchange(int socket, struct rt_message *message, int *index);
