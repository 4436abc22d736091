/* What every part uses: errors, descriptors that close themselves, memory, big-endian numbers. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define CLEANUP(function) __attribute__((cleanup(function)))
#define CLOSES CLEANUP(close_descriptor)
#define PRINTF(text, first) __attribute__((format(printf, text, first)))
#define CONTAINER_OF(pointer, type, member) ((type *)((char *)(pointer)-offsetof(type, member)))
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

/* Prints the message and errno on standard error and ends with 125, Docker's code for its own
 * failures. */
_Noreturn void die(const char *format, ...) PRINTF(1, 2);
/* What die has to put right before it ends, NULL for nothing. */
extern void (*before_death)(void);

/*
 * Notes what was tried, for the one who answers for it, and returns -1 with errno as it was. The
 * innermost note is the one that counts, so callers just pass the -1 on.
 */
int failed(const char *format, ...) PRINTF(1, 2);
const char *failed_stage(void);

/* A cleanup function: closes *fd if it is open and leaves errno alone. */
void close_descriptor(int *fd);

/* Memory or die: labd's own needs are small and bounded, so running out is not a state worth
 * keeping. */
void *allocate(size_t size);
void *reallocate(void *memory, size_t size);

/* Everything a request needs while it is handled, given back at once. */
struct arena {
    struct arena_chunk *chunks;
};
void *arena_take(struct arena *arena, size_t size);
char *arena_text(struct arena *arena, const void *bytes, size_t length);
char *arena_print(struct arena *arena, const char *format, ...) PRINTF(2, 3);
void arena_free(struct arena *arena);

/* Bytes that grow at the end and are taken from the front. */
struct buffer {
    uint8_t *bytes;
    size_t start, end, capacity;
};
size_t buffer_size(const struct buffer *buffer);
uint8_t *buffer_front(struct buffer *buffer);
/* Room for size more bytes behind the end; the caller adds to end what it wrote. */
uint8_t *buffer_reserve(struct buffer *buffer, size_t size);
void buffer_add(struct buffer *buffer, const void *bytes, size_t size);
void buffer_drop(struct buffer *buffer, size_t size);
void buffer_free(struct buffer *buffer);

uint16_t get16(const uint8_t *at);
uint32_t get32(const uint8_t *at);
uint64_t get64(const uint8_t *at);
void put16(uint8_t *at, uint16_t value);
void put32(uint8_t *at, uint32_t value);
void put64(uint8_t *at, uint64_t value);

uint64_t now_wall(void);      /* ns since the epoch */
uint64_t now_monotonic(void); /* ns since the machine's start */

/* Writes a short text to a file such as a sysctl; -1 and errno on failure. */
int write_file_at(int directory, const char *path, const char *text);

/* Sends bytes with descriptors on the first of them; recvmsg's counterpart is in receive_with. */
ssize_t send_with(int socket, const void *bytes, size_t size, const int *fds, size_t count);
/* Receives at most size bytes and appends at most room descriptors to fds; E2BIG if more came. */
ssize_t receive_with(int socket, void *bytes, size_t size, int *fds, size_t *count, size_t room);

/* Closes every descriptor above 2 but these; -1 is none. Notes failures. */
int close_all_but(const int *kept, size_t count);

/* All signals back to their default and none blocked, as a program expects to find them. */
void reset_signals(void);
