#include "rtmessage.h"

#include <errno.h>
#include <linux/if_link.h>
#include <string.h>
#include <sys/socket.h>

#define REPLY_LIMIT 8192

static struct nlmsghdr *header_of(struct rt_message *message) {
    return (struct nlmsghdr *)message->bytes;
}

void *rt_add_room(struct rt_message *message, size_t size) {
    struct nlmsghdr *header = header_of(message);
    uint8_t *at = message->bytes + NLMSG_ALIGN(header->nlmsg_len);
    header->nlmsg_len = NLMSG_ALIGN(header->nlmsg_len) + (uint32_t)size;
    return at;
}

void *rt_begin(struct rt_message *message, uint16_t type, uint16_t flags, size_t size) {
    memset(message, 0, sizeof *message);
    *header_of(message) = (struct nlmsghdr){.nlmsg_len = NLMSG_HDRLEN,
                                            .nlmsg_type = type,
                                            .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags};
    return rt_add_room(message, size);
}

void rt_add(struct rt_message *message, uint16_t type, const void *bytes, size_t size) {
    struct rtattr *attribute = rt_add_room(message, RTA_LENGTH(size));
    *attribute = (struct rtattr){.rta_type = type, .rta_len = (unsigned short)RTA_LENGTH(size)};
    memcpy(RTA_DATA(attribute), bytes, size);
}

void rt_add_text(struct rt_message *message, uint16_t type, const char *text) {
    rt_add(message, type, text, strlen(text) + 1);
}

void rt_add_u32(struct rt_message *message, uint16_t type, uint32_t value) {
    rt_add(message, type, &value, sizeof value);
}

struct rtattr *rt_nest(struct rt_message *message, uint16_t type) {
    struct rtattr *attribute = rt_add_room(message, RTA_LENGTH(0));
    attribute->rta_type = type;
    return attribute;
}

void rt_nest_end(struct rt_message *message, struct rtattr *attribute) {
    uint8_t *end = message->bytes + header_of(message)->nlmsg_len;
    attribute->rta_len = (unsigned short)(end - (uint8_t *)attribute);
}

int rt_exchange(int socket, struct rt_message *message, int *index) {
    _Alignas(struct nlmsghdr) uint8_t reply[REPLY_LIMIT];
    struct nlmsghdr *request = header_of(message);
    if (send(socket, request, request->nlmsg_len, 0) < 0)
        return -1;
    for (;;) {
        ssize_t length = recv(socket, reply, sizeof reply, 0);
        if (length < 0)
            return -1;
        struct nlmsghdr *header = (struct nlmsghdr *)reply;
        for (; NLMSG_OK(header, (size_t)length); header = NLMSG_NEXT(header, length)) {
            if (header->nlmsg_type == RTM_NEWLINK && index != NULL)
                *index = ((struct ifinfomsg *)NLMSG_DATA(header))->ifi_index;
            if (header->nlmsg_type != NLMSG_ERROR)
                continue;
            errno = -((struct nlmsgerr *)NLMSG_DATA(header))->error;
            return errno == 0 ? 0 : -1;
        }
    }
}
