#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER 4096
#define BLOCK 4096
#define OLDEST_AT 8
/* A full disk makes each try cost milliseconds, in which no other process is served. */
#define RETRY_NS 200000000ULL
#define LOST_LIMIT (1024 * 1024 * 1024)

static const uint8_t MAGIC[8] = {'D', 'D', 'L', 'O', 'G', '1', 0, 0};

/* One thread, and no call keeps what it reads: every walk may use the same memory. */
static uint8_t scratch[4 * LOG_RECORD_LIMIT];

static bool write_at(const struct log *log, const void *bytes, size_t size, uint64_t offset) {
    return pwrite(log->fd, bytes, size, (off_t)offset) == (ssize_t)size;
}

static bool write_header(struct log *log) {
    uint8_t header[HEADER] = {0};
    memcpy(header, MAGIC, sizeof MAGIC);
    put64(header + OLDEST_AT, HEADER);
    return log->has_header = write_at(log, header, HEADER, 0);
}

/* A disk that is full now may have room for the header later. */
static int begin(struct log *log) {
    if (ftruncate(log->fd, 0) < 0)
        return -1;
    write_header(log);
    log->oldest = log->saved = log->kept = log->end = (struct log_place){.offset = HEADER};
    return 0;
}

void log_pass(struct log_place *place, const struct log_record *record) {
    place->offset += LOG_RECORD_HEADER + record->length;
    place->data += record->stream == LOG_LOST ? record->time : record->length;
}

/* Moves a place over whole records until it would pass limit or meets something that is none. */
static void walk(const struct log *log, struct log_place *place, uint64_t limit) {
    for (;;) {
        const uint8_t *bytes = scratch;
        size_t size = log_read(log, place, scratch, sizeof scratch);
        struct log_record record;
        uint64_t before = place->offset;
        while (place->offset < limit && log_next(&bytes, &size, &record)) {
            log_pass(place, &record);
        }
        if (place->offset == before || place->offset >= limit)
            return;
    }
}

int log_open(struct log *log, int fd, uint64_t cap) {
    struct stat status;
    uint8_t header[16];
    *log = (struct log){.fd = fd, .cap = MAX(cap, LOG_CAP_LEAST)};
    if (fstat(fd, &status) < 0)
        return -1;
    if (!S_ISREG(status.st_mode)) {
        errno = EINVAL;
        return -1;
    }
    bool has_header = pread(fd, header, sizeof header, 0) == sizeof header &&
                      memcmp(header, MAGIC, sizeof MAGIC) == 0;
    uint64_t oldest = has_header ? get64(header + OLDEST_AT) : 0;
    if (oldest < HEADER || oldest > (uint64_t)status.st_size)
        return begin(log);
    log->oldest = (struct log_place){.offset = oldest};
    log->has_header = true;
    log->saved = log->kept = log->end = (struct log_place){.offset = (uint64_t)status.st_size};
    struct log_place end = log->oldest;
    walk(log, &end, UINT64_MAX);
    log->saved = log->kept = log->end = end;
    /* What a crash cut short must not look like records once new ones lie before it. */
    return ftruncate(fd, (off_t)end.offset);
}

/* Marks in the file what was lost. */
static bool write_lost(const struct log *log) {
    uint64_t lost = log->kept.data - log->saved.data;
    uint64_t offset = log->saved.offset;
    while (offset < log->kept.offset) {
        uint8_t record[LOG_RECORD_HEADER] = {0};
        uint64_t left = log->kept.offset - offset;
        /* What is left must have room for a mark of its own. */
        uint64_t size = left <= LOST_LIMIT ? left : LOST_LIMIT / 2;
        put32(record, (uint32_t)(size - LOG_RECORD_HEADER));
        record[4] = LOG_LOST;
        put64(record + 8, lost);
        if (!write_at(log, record, sizeof record, offset))
            return false;
        lost = 0;
        offset += size;
    }
    return true;
}

bool log_save(struct log *log) {
    if (log->has_header && log->saved.offset == log->end.offset)
        return true;
    if ((!log->has_header && !write_header(log)) || !write_lost(log))
        return false;
    size_t size = (size_t)(log->end.offset - log->kept.offset);
    if (size > 0 && !write_at(log, log->tail, size, log->kept.offset))
        return false;
    log->saved = log->kept = log->end;
    free(log->tail);
    log->tail = NULL;
    return true;
}

void log_close(struct log *log) {
    if (log->fd >= 0 && log->saved.offset < log->end.offset)
        log_save(log);
    free(log->tail);
    log->tail = NULL;
    close_descriptor(&log->fd);
}

uint64_t log_room(const struct log *log) {
    return log->tail == NULL ? log->cap : LOG_TAIL / 2;
}

/* Drops the first records of the tail until half of it is free. */
static void drop(struct log *log) {
    const uint8_t *bytes = log->tail;
    size_t size = (size_t)(log->end.offset - log->kept.offset);
    struct log_record record;
    while (size > LOG_TAIL / 2 && log_next(&bytes, &size, &record))
        log_pass(&log->kept, &record);
    memmove(log->tail, bytes, size);
}

/* Keeps a record in memory; without memory it is lost. */
static void keep(struct log *log, const uint8_t *record, size_t size) {
    size_t used = (size_t)(log->end.offset - log->kept.offset);
    if (log->tail == NULL)
        log->tail = malloc(LOG_TAIL);
    else if (used + size > LOG_TAIL)
        drop(log);
    used = (size_t)(log->end.offset - log->kept.offset);
    log->end.offset += size;
    log->end.data += size - LOG_RECORD_HEADER;
    if (log->tail == NULL)
        log->kept = log->end;
    else
        memcpy(log->tail + used, record, size);
}

void log_append(struct log *log, enum log_stream stream, uint8_t *record, size_t length) {
    memset(record, 0, LOG_RECORD_HEADER);
    put32(record, (uint32_t)length);
    record[4] = (uint8_t)stream;
    put64(record + 8, now_wall());
    size_t size = LOG_RECORD_HEADER + length;
    /* When the disk is full, the process must not stop for it, and who looks on sees its output. */
    bool is_behind = !log->has_header || log->saved.offset < log->end.offset;
    bool may_try = !is_behind || now_monotonic() >= log->retry_at;
    if (may_try && log_save(log) && write_at(log, record, size, log->end.offset)) {
        log->end.offset += size;
        log->end.data += length;
        log->saved = log->kept = log->end;
        return;
    }
    if (may_try)
        log->retry_at = now_monotonic() + RETRY_NS;
    keep(log, record, size);
}

void log_trim(struct log *log, uint64_t keep) {
    /* In steps, so that the walk over the records and the hole are paid once for many of them. */
    uint64_t step = MIN(log->cap / 4, 256 * 1024);
    if (log->saved.offset - log->oldest.offset <= log->cap + step)
        return;
    uint64_t limit = MIN(log->saved.offset - log->cap, keep);
    if (limit <= log->oldest.offset)
        return;
    uint64_t hole = log->oldest.offset / BLOCK * BLOCK;
    struct log_place oldest = log->oldest;
    walk(log, &oldest, limit);
    if (oldest.offset > keep)
        return;
    log->oldest = oldest;
    uint8_t number[8];
    put64(number, oldest.offset);
    if (pwrite(log->fd, number, sizeof number, OLDEST_AT) != sizeof number)
        return;
    hole = MAX(hole, HEADER);
    uint64_t end = oldest.offset / BLOCK * BLOCK;
    if (end > hole)
        fallocate(log->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)hole,
                  (off_t)(end - hole));
}

uint64_t log_pass_missing(const struct log *log, struct log_place *place, uint64_t *skipped) {
    uint64_t lost = 0;
    *skipped = 0;
    if (place->offset < log->oldest.offset) {
        *skipped = log->oldest.data - place->data;
        *place = log->oldest;
    }
    if (place->offset >= log->saved.offset && place->offset < log->kept.offset) {
        lost = log->kept.data - place->data;
        *place = log->kept;
    }
    return lost;
}

size_t log_read(const struct log *log, const struct log_place *place, uint8_t *bytes, size_t size) {
    if (place->offset >= log->kept.offset && log->tail != NULL) {
        size_t kept = (size_t)MIN(log->end.offset - place->offset, size);
        memcpy(bytes, log->tail + (place->offset - log->kept.offset), kept);
        return kept;
    }
    if (place->offset >= log->saved.offset)
        return 0;
    uint64_t left = log->saved.offset - place->offset;
    ssize_t got = pread(log->fd, bytes, (size_t)MIN(left, size), (off_t)place->offset);
    return got < 0 ? 0 : (size_t)got;
}

bool log_next(const uint8_t **bytes, size_t *size, struct log_record *record) {
    if (*size < LOG_RECORD_HEADER)
        return false;
    uint32_t length = get32(*bytes);
    uint8_t stream = (*bytes)[4];
    if (stream == LOG_LOST && length <= LOST_LIMIT) {
        *record = (struct log_record){
            .time = get64(*bytes + 8), .stream = LOG_LOST, .length = length, .data = NULL};
        /* What lies there is nothing; the rest has to be read anew. */
        *size = 0;
        return true;
    }
    if (length == 0 || length > LOG_RECORD_DATA || stream < LOG_STDOUT || stream > LOG_STDERR ||
        length > *size - LOG_RECORD_HEADER)
        return false;
    *record = (struct log_record){.time = get64(*bytes + 8),
                                  .stream = stream,
                                  .length = length,
                                  .data = *bytes + LOG_RECORD_HEADER};
    *bytes += LOG_RECORD_HEADER + length;
    *size -= LOG_RECORD_HEADER + length;
    return true;
}
