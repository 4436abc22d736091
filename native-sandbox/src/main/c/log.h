/* The log file of a process: a ring of records in a file that only grows at its end; see
 * PROTOCOL.md. */
#pragma once

#include "util.h"

#define LOG_RECORD_HEADER 16
#define LOG_RECORD_DATA (16 * 1024)
#define LOG_RECORD_LIMIT (LOG_RECORD_HEADER + LOG_RECORD_DATA)
/* Less would make a lossless client hand its data over in tiny pieces. */
#define LOG_CAP_LEAST (128 * 1024)
#define LOG_CAP_DEFAULT (1024 * 1024)

enum log_stream { LOG_STDOUT = 1, LOG_STDERR = 2 };

/* A place between two records, and how many bytes of data were written before it. */
struct log_place {
    uint64_t offset, data;
};

struct log {
    int fd;
    uint64_t cap;
    struct log_place oldest, end;
};

struct log_record {
    uint64_t time;
    uint8_t stream;
    uint32_t length;
    const uint8_t *data;
};

/* Takes the descriptor over. A file that has records is continued behind the last whole one. */
int log_open(struct log *log, int fd, uint64_t cap);
void log_close(struct log *log);

/* Appends length bytes that the caller has put LOG_RECORD_HEADER bytes behind record. */
void log_append(struct log *log, enum log_stream stream, uint8_t *record, size_t length);

/* Gives back what is older than the cap; the lowest of keep is not passed. */
void log_trim(struct log *log, uint64_t keep);

/* Reads the bytes from place on into memory, at least one whole record if there is one. */
size_t log_read(const struct log *log, const struct log_place *place, uint8_t *bytes, size_t size);
/* Takes one whole record from the front of bytes; false if there is none. */
bool log_next(const uint8_t **bytes, size_t *size, struct log_record *record);
