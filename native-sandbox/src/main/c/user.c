#include "user.h"

#include "mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_LIMIT (4 * 1024 * 1024)
#define ID_MAX 2147483647L
#define FIELDS 7

/* One line of passwd or group; missing fields are empty. */
struct entry {
    const char *name;
    long id;
    long gid;            /* passwd */
    const char *home;    /* passwd */
    const char *members; /* group */
};

/* The whole file, or an empty text when there is none: an image without it may still use numbers.
 */
static char *read_whole(const char *path) {
    CLOSES int root = open("/", O_PATH | O_CLOEXEC);
    CLOSES int file = path_read(root, path);
    struct stat status;
    size_t size =
        file >= 0 && fstat(file, &status) == 0 ? MIN((size_t)status.st_size, FILE_LIMIT) : 0;
    char *text = allocate(size + 1);
    size_t length = 0;
    ssize_t got;
    while (length < size && (got = read(file, text + length, size - length)) > 0)
        length += (size_t)got;
    text[length] = '\0';
    return text;
}

/* The next line that has an entry, cut at its colons; *text moves behind it. */
static bool next_entry(char **text, bool group, struct entry *entry) {
    while (**text != '\0') {
        char *line = *text;
        size_t length = strcspn(line, "\n");
        *text += length + (line[length] != '\0');
        line[length] = '\0';
        const char *fields[FIELDS];
        size_t count = 0;
        for (char *part = line; count < FIELDS; count++)
            fields[count] = part == NULL ? "" : strsep(&part, ":");
        if (fields[0][0] == '\0')
            continue;
        *entry = (struct entry){.name = fields[0],
                                .id = strtol(fields[2], NULL, 10),
                                .gid = group ? 0 : strtol(fields[3], NULL, 10),
                                .home = group ? "" : fields[5],
                                .members = group ? fields[3] : ""};
        return true;
    }
    return false;
}

/* A number in full, as Go's Atoi takes it. */
static bool as_number(const char *text, long *number) {
    char *end;
    if (strspn(text, "+-0123456789") != strlen(text))
        return false;
    errno = 0;
    *number = strtol(text, &end, 10);
    return end != text && *end == '\0' && errno == 0;
}

static int out_of_range(void) {
    errno = EINVAL;
    return failed("uids and gids must be in range 0-2147483647");
}

static int not_found(const char *kind, const char *name, const char *file) {
    errno = EINVAL;
    return failed("unable to find %s %s: no matching entries in %s file", kind, name, file);
}

static bool lists(const char *members, const char *name) {
    size_t length = strlen(name);
    for (const char *at = members; *at != '\0'; at += *at == ',') {
        size_t size = strcspn(at, ",");
        if (size == length && memcmp(at, name, size) == 0)
            return true;
        at += size;
    }
    return false;
}

static void add_group(struct user *user, long gid) {
    for (size_t i = 0; i < user->group_count; i++) {
        if (user->groups[i] == (uint32_t)gid)
            return;
    }
    if (user->group_count < GROUPS_MAX)
        user->groups[user->group_count++] = (uint32_t)gid;
}

/* Sets uid, gid and home; login is the name that was found, empty if none was. */
static int resolve_user(struct user *user, const char *name, char *login, size_t login_size) {
    long number = 0;
    bool numeric = name[0] == '\0' || as_number(name, &number);
    char *text = read_whole("/etc/passwd");
    char *rest = text;
    struct entry entry;
    bool found = false;
    while (!found && next_entry(&rest, false, &entry))
        found = numeric ? entry.id == number : strcmp(entry.name, name) == 0;
    if (found) {
        user->uid = (uint32_t)entry.id;
        user->gid = (uint32_t)entry.gid;
        snprintf(login, login_size, "%s", entry.name);
        snprintf(user->home, sizeof user->home, "%s", entry.home);
    }
    free(text);
    if (found)
        return 0;
    if (!numeric)
        return not_found("user", name, "passwd");
    if (number < 0 || number > ID_MAX)
        return out_of_range();
    user->uid = (uint32_t)number;
    return 0;
}

/* The number of a group by name or number; -1 with a noted failure. */
static long find_group(const char *name) {
    long number = 0;
    bool numeric = as_number(name, &number);
    char *text = read_whole("/etc/group");
    char *rest = text;
    struct entry entry;
    bool found = false;
    while (!found && next_entry(&rest, true, &entry))
        found = numeric ? entry.id == number : strcmp(entry.name, name) == 0;
    if (found)
        number = entry.id;
    free(text);
    if (!found && !numeric)
        return not_found("group", name, "group");
    return number < 0 || number > ID_MAX ? out_of_range() : number;
}

static void add_memberships(struct user *user, const char *login) {
    char *text = read_whole("/etc/group");
    char *rest = text;
    struct entry entry;
    while (next_entry(&rest, true, &entry)) {
        if (lists(entry.members, login))
            add_group(user, entry.id);
    }
    free(text);
}

int user_resolve(struct user *user, const char *name, char *const *more_groups) {
    char login[256] = "", text[512];
    *user = (struct user){.home = "/"};
    if (strlen(name) >= sizeof text)
        return not_found("user", name, "passwd");
    strcpy(text, name);
    char *group = strchr(text, ':');
    if (group != NULL)
        *group++ = '\0';
    if (resolve_user(user, text, login, sizeof login) < 0)
        return -1;
    if (group != NULL && group[0] != '\0') {
        long gid = find_group(group);
        if (gid < 0)
            return -1;
        user->gid = (uint32_t)gid;
    } else if (login[0] != '\0') {
        add_memberships(user, login);
    }
    /* A program that drops its effective group must not gain rights by that. */
    add_group(user, user->gid);
    for (; *more_groups != NULL; more_groups++) {
        long gid = find_group(*more_groups);
        if (gid < 0)
            return -1;
        add_group(user, gid);
    }
    return 0;
}
