/* Frames and fields as PROTOCOL.md lays them out. */
#pragma once

#include "util.h"

#define PROTOCOL_VERSION 1
#define FRAME_HEADER 8
#define FRAME_LIMIT (1024 * 1024)
#define FRAME_DESCRIPTORS 253

enum frame_type {
    FRAME_OK = 1,
    FRAME_ERROR = 2,
    FRAME_HELLO = 16,
    FRAME_SETUP = 17,
    FRAME_MOUNT = 18,
    FRAME_BRIDGE = 19,
    FRAME_BRIDGE_REMOVE = 20,
    FRAME_FORWARD = 21,
    FRAME_NETWORK = 22,
    FRAME_NAMES = 23,
    FRAME_PUBLISH = 24,
    FRAME_UPLINK = 25,
    FRAME_SWITCH = 26,
    FRAME_HOST_NAMES = 27,
    FRAME_PARENT = 28,
    FRAME_PARENT_REMOVE = 29,
    FRAME_DEVICE = 30,
    FRAME_GATEWAY = 31,
    FRAME_OPEN = 32,
    FRAME_START = 33,
    FRAME_EXEC = 34,
    FRAME_SPAWN = 35,
    FRAME_SIGNAL = 36,
    FRAME_RESIZE = 37,
    FRAME_STATE = 38,
    FRAME_CLOSE = 39,
    FRAME_LIST = 40,
    FRAME_ATTACH = 48,
    FRAME_WATCH = 49,
    FRAME_SHUTDOWN = 50,
    FRAME_OUTPUT = 64,
    FRAME_CAUGHT_UP = 65,
    FRAME_ENDED = 66,
    FRAME_SKIPPED = 67,
    FRAME_LOST = 68,
    FRAME_INPUT = 80,
    FRAME_INPUT_END = 81,
    FRAME_EXITED = 96,
};

enum tag {
    TAG_VERSION = 1,
    TAG_PID = 2,
    TAG_STARTED = 3,
    TAG_ERRNO = 4,
    TAG_STAGE = 5,
    TAG_STATUS = 6,
    TAG_TIME = 7,
    TAG_STATE = 8,
    TAG_END = 9,
    TAG_ID = 16,
    TAG_ARGUMENT = 17,
    TAG_ENVIRONMENT = 18,
    TAG_DIRECTORY = 19,
    TAG_USER = 20,
    TAG_GROUP = 21,
    TAG_FLAGS = 22,
    TAG_ROWS = 23,
    TAG_COLUMNS = 24,
    TAG_CAPABILITIES = 25,
    TAG_SECCOMP = 26,
    TAG_RLIMIT = 27,
    TAG_HOSTNAME = 32,
    TAG_DOMAIN = 33,
    TAG_TARGET = 34,
    TAG_MASK = 35,
    TAG_READONLY = 36,
    TAG_CONTAINER_FLAGS = 37,
    TAG_HOSTS = 38,
    TAG_CGROUPS = 39,
    TAG_PIDS_MAX = 40,
    TAG_RESOLV = 41,
    TAG_SHM_SIZE = 42,
    TAG_SYSCTL = 43,
    TAG_TMPFS = 44,
    TAG_MOUNT_ATTRIBUTES = 45,
    TAG_MOUNT_OPTION = 46,
    TAG_AFTER = 47,
    TAG_JOIN = 48,
    TAG_ENDPOINT = 49,
    TAG_BRIDGE_NAME = 50,
    TAG_DEVICE = 51,
    TAG_ADDRESS = 52,
    TAG_PREFIX = 53,
    TAG_GATEWAY = 54,
    TAG_MAC = 55,
    TAG_HOST_DEVICE = 56,
    TAG_NAME = 57,
    TAG_JOIN_IPC = 58,
    TAG_JOIN_PID = 59,
    TAG_PORT = 60,
    TAG_REMOVED = 61,
    TAG_DEFAULT_ROUTE = 62,
    TAG_MTU = 63,
    TAG_CAP = 64,
    TAG_PUBLISHED = 68,
    TAG_TARGET_PORT = 69,
    TAG_SIGNO = 65,
    TAG_CONTAINER = 66,
    TAG_OOM = 67,
    TAG_VNI = 70,
    TAG_PEER = 71,
    TAG_KIND = 72,
    TAG_MODE = 73,
    TAG_ADDRESS6 = 74,
    TAG_PREFIX6 = 75,
    TAG_GATEWAY6 = 76,
    TAG_DEFAULT_ROUTE6 = 77,
};

/* Part of a payload that is a list of fields. */
struct fields {
    const uint8_t *at, *end;
};

struct field {
    uint16_t tag;
    uint32_t length;
    const uint8_t *bytes;
};

struct fields fields_of(const uint8_t *payload, size_t length);
/* The next field; false at the end, also at the end of what is well formed. */
bool fields_next(struct fields *fields, struct field *field);
/* Whether the list is well formed to its end. */
bool fields_whole(struct fields fields);
/* Whether it is whole, the lists in it as well, and no known text in it has a zero byte. */
bool fields_valid(struct fields fields);
bool fields_find(struct fields fields, enum tag tag, struct field *field);
size_t fields_count(struct fields fields, enum tag tag);
uint32_t fields_u32(struct fields fields, enum tag tag, uint32_t otherwise);
uint64_t fields_u64(struct fields fields, enum tag tag, uint64_t otherwise);
/* NULL when absent. */
char *fields_text(struct fields fields, enum tag tag, struct arena *arena);
/* Ends with NULL; has room for one more entry. */
char **fields_texts(struct fields fields, enum tag tag, struct arena *arena);

/* Building a frame at the end of a buffer: begin, add fields or bytes, end. */
size_t frame_begin(struct buffer *out, enum frame_type type);
void frame_end(struct buffer *out, size_t mark);
/* Says in its header how many descriptors come with the frame. */
void frame_count_descriptors(struct buffer *out, size_t mark, uint16_t count);
void frame_add(struct buffer *out, enum tag tag, const void *bytes, size_t length);
void frame_add_text(struct buffer *out, enum tag tag, const char *text);
void frame_add32(struct buffer *out, enum tag tag, uint32_t value);
void frame_add64(struct buffer *out, enum tag tag, uint64_t value);
