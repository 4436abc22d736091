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

/* What is kept in memory of what the file has no room for. */
#define LOG_TAIL (128 * 1024)

enum log_stream { LOG_STDOUT = 1, LOG_STDERR = 2, LOG_LOST = 3 };

/* A place between two records, and how many bytes of data were written before it. */
struct log_place {
    uint64_t offset, data;
};

/* Its records from oldest to saved are in the file. When the disk is full, those from kept to end
 * are in the tail in memory, and those between saved and kept are lost; otherwise all three are
 * one. */
struct log {
    int fd;
    uint64_t cap;
    struct log_place oldest, saved, kept, end;
    bool has_header;
    uint8_t *tail;
    uint64_t retry_at; /* when to try the file again, monotonic */
};

/* With LOG_LOST, time is how many bytes of data are lost, and there is no data. */
struct log_record {
    uint64_t time;
    uint8_t stream;
    uint32_t length;
    const uint8_t *data;
};

/* Takes the descriptor over. A file that has records is continued behind the last whole one. */
int log_open(struct log *log, int fd, uint64_t cap);
void log_close(struct log *log);
/* Brings what is kept in memory into the file; false if the disk is still full. */
bool log_save(struct log *log);
/* How many bytes the end may be ahead of a reader that must not miss anything. */
uint64_t log_room(const struct log *log);

/* Appends length bytes that the caller has put LOG_RECORD_HEADER bytes behind record. */
void log_append(struct log *log, enum log_stream stream, uint8_t *record, size_t length);

/* Gives back what is older than the cap; the lowest of keep is not passed. */
void log_trim(struct log *log, uint64_t keep);

/* Moves a place over what is not kept any more; how many bytes of data were lost there because the
 * disk was full, and in skipped how many were given back. */
uint64_t log_pass_missing(const struct log *log, struct log_place *place, uint64_t *skipped);
/* Moves a place behind a record that was read there. */
void log_pass(struct log_place *place, const struct log_record *record);
/* Reads the bytes from place on into memory, at least one whole record if there is one. */
size_t log_read(const struct log *log, const struct log_place *place, uint8_t *bytes, size_t size);
/* Takes one whole record from the front of bytes; false if there is none. */
bool log_next(const uint8_t **bytes, size_t *size, struct log_record *record);
