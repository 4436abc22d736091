#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER 4096
#define BLOCK 4096
#define OLDEST_AT 8

static const uint8_t MAGIC[8] = {'D', 'D', 'L', 'O', 'G', '1', 0, 0};

/* One thread, and no call keeps what it reads: every walk may use the same memory. */
static uint8_t scratch[4 * LOG_RECORD_LIMIT];

static int begin(struct log *log) {
    uint8_t header[HEADER] = {0};
    memcpy(header, MAGIC, sizeof MAGIC);
    put64(header + OLDEST_AT, HEADER);
    if (ftruncate(log->fd, 0) < 0 || pwrite(log->fd, header, HEADER, 0) != HEADER)
        return -1;
    log->oldest = log->end = (struct log_place){.offset = HEADER};
    return 0;
}

/* Moves a place over whole records until it would pass limit or meets something that is none. */
static void walk(const struct log *log, struct log_place *place, uint64_t limit) {
    for (;;) {
        const uint8_t *bytes = scratch;
        size_t size = log_read(log, place, scratch, sizeof scratch);
        struct log_record record;
        uint64_t before = place->offset;
        while (place->offset < limit && log_next(&bytes, &size, &record)) {
            place->offset += LOG_RECORD_HEADER + record.length;
            place->data += record.length;
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
    log->end = (struct log_place){.offset = (uint64_t)status.st_size};
    struct log_place end = log->oldest;
    walk(log, &end, UINT64_MAX);
    log->end = end;
    /* What a crash cut short must not look like records once new ones lie before it. */
    return ftruncate(fd, (off_t)end.offset);
}

void log_close(struct log *log) {
    close_descriptor(&log->fd);
}

void log_append(struct log *log, enum log_stream stream, uint8_t *record, size_t length) {
    memset(record, 0, LOG_RECORD_HEADER);
    put32(record, (uint32_t)length);
    record[4] = (uint8_t)stream;
    put64(record + 8, now_wall());
    size_t size = LOG_RECORD_HEADER + length;
    /* When the disk is full the output is lost, but the process must not stop for it. */
    if (pwrite(log->fd, record, size, (off_t)log->end.offset) != (ssize_t)size)
        return;
    log->end.offset += size;
    log->end.data += length;
}

void log_trim(struct log *log, uint64_t keep) {
    /* In steps, so that the walk over the records and the hole are paid once for many of them. */
    uint64_t step = MIN(log->cap / 4, 256 * 1024);
    if (log->end.offset - log->oldest.offset <= log->cap + step)
        return;
    uint64_t limit = MIN(log->end.offset - log->cap, keep);
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

size_t log_read(const struct log *log, const struct log_place *place, uint8_t *bytes, size_t size) {
    uint64_t left = log->end.offset - place->offset;
    ssize_t got = pread(log->fd, bytes, (size_t)MIN(left, size), (off_t)place->offset);
    return got < 0 ? 0 : (size_t)got;
}

bool log_next(const uint8_t **bytes, size_t *size, struct log_record *record) {
    if (*size < LOG_RECORD_HEADER)
        return false;
    uint32_t length = get32(*bytes);
    uint8_t stream = (*bytes)[4];
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
