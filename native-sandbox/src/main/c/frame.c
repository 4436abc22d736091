#include "frame.h"

#include <string.h>

#define FIELD_HEADER 6

struct fields fields_of(const uint8_t *payload, size_t length) {
    return (struct fields){.at = payload, .end = payload + length};
}

bool fields_next(struct fields *fields, struct field *field) {
    size_t left = (size_t)(fields->end - fields->at);
    if (left < FIELD_HEADER)
        return false;
    uint32_t length = get32(fields->at + 2);
    if (length > left - FIELD_HEADER)
        return false;
    *field = (struct field){
        .tag = get16(fields->at), .length = length, .bytes = fields->at + FIELD_HEADER};
    fields->at += FIELD_HEADER + length;
    return true;
}

static bool is_text(uint16_t tag) {
    switch (tag) {
    case TAG_STAGE:
    case TAG_ID:
    case TAG_ARGUMENT:
    case TAG_ENVIRONMENT:
    case TAG_DIRECTORY:
    case TAG_USER:
    case TAG_GROUP:
    case TAG_HOSTNAME:
    case TAG_DOMAIN:
    case TAG_TARGET:
    case TAG_MASK:
    case TAG_READONLY:
    case TAG_HOSTS:
    case TAG_RESOLV:
    case TAG_REMOVED:
    case TAG_JOIN:
    case TAG_BRIDGE_NAME:
    case TAG_DEVICE:
    case TAG_HOST_DEVICE:
    case TAG_NAME:
    case TAG_CONTAINER:
    case TAG_MOUNT_OPTION:
        return true;
    default:
        return false;
    }
}

bool fields_whole(struct fields fields) {
    struct field field;
    while (fields_next(&fields, &field))
        ;
    return fields.at == fields.end;
}

bool fields_valid(struct fields fields) {
    struct field field;
    while (fields_next(&fields, &field)) {
        if (is_text(field.tag) && memchr(field.bytes, 0, field.length) != NULL)
            return false;
        if ((field.tag == TAG_ENDPOINT || field.tag == TAG_TMPFS) &&
            !fields_valid(fields_of(field.bytes, field.length)))
            return false;
    }
    return fields.at == fields.end;
}

bool fields_find(struct fields fields, enum tag tag, struct field *field) {
    while (fields_next(&fields, field)) {
        if (field->tag == tag)
            return true;
    }
    return false;
}

size_t fields_count(struct fields fields, enum tag tag) {
    size_t count = 0;
    struct field field;
    while (fields_next(&fields, &field))
        count += field.tag == tag;
    return count;
}

uint32_t fields_u32(struct fields fields, enum tag tag, uint32_t otherwise) {
    struct field field;
    return fields_find(fields, tag, &field) && field.length == 4 ? get32(field.bytes) : otherwise;
}

uint64_t fields_u64(struct fields fields, enum tag tag, uint64_t otherwise) {
    struct field field;
    return fields_find(fields, tag, &field) && field.length == 8 ? get64(field.bytes) : otherwise;
}

char *fields_text(struct fields fields, enum tag tag, struct arena *arena) {
    struct field field;
    if (!fields_find(fields, tag, &field))
        return NULL;
    return arena_text(arena, field.bytes, field.length);
}

char **fields_texts(struct fields fields, enum tag tag, struct arena *arena) {
    char **texts = arena_take(arena, (fields_count(fields, tag) + 2) * sizeof *texts);
    size_t count = 0;
    struct field field;
    while (fields_next(&fields, &field)) {
        if (field.tag == tag)
            texts[count++] = arena_text(arena, field.bytes, field.length);
    }
    return texts;
}

size_t frame_begin(struct buffer *out, enum frame_type type) {
    uint8_t header[FRAME_HEADER] = {0};
    put16(header + 4, (uint16_t)type);
    buffer_add(out, header, sizeof header);
    return buffer_size(out);
}

void frame_end(struct buffer *out, size_t mark) {
    put32(buffer_front(out) + mark - FRAME_HEADER, (uint32_t)(buffer_size(out) - mark));
}

void frame_count_descriptors(struct buffer *out, size_t mark, uint16_t count) {
    put16(buffer_front(out) + mark - FRAME_HEADER + 6, count);
}

void frame_add(struct buffer *out, enum tag tag, const void *bytes, size_t length) {
    uint8_t header[FIELD_HEADER];
    put16(header, (uint16_t)tag);
    put32(header + 2, (uint32_t)length);
    buffer_add(out, header, sizeof header);
    buffer_add(out, bytes, length);
}

void frame_add_text(struct buffer *out, enum tag tag, const char *text) {
    frame_add(out, tag, text, strlen(text));
}

void frame_add32(struct buffer *out, enum tag tag, uint32_t value) {
    uint8_t bytes[4];
    put32(bytes, value);
    frame_add(out, tag, bytes, sizeof bytes);
}

void frame_add64(struct buffer *out, enum tag tag, uint64_t value) {
    uint8_t bytes[8];
    put64(bytes, value);
    frame_add(out, tag, bytes, sizeof bytes);
}
