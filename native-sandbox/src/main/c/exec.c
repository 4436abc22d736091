#include "exec.h"

#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define QUOTED 512

const char *environment_get(char *const *environment, const char *name) {
    size_t length = strlen(name);
    const char *value = NULL;
    for (; *environment != NULL; environment++) {
        if (strncmp(*environment, name, length) == 0 && (*environment)[length] == '=')
            value = *environment + length + 1;
    }
    return value;
}

/* As Go's strconv.Quote, except that valid UTF-8 is not told from other bytes: all of them stay. */
static const char *quote(const char *text, char quoted[QUOTED]) {
    static const char special[] = "\a\b\f\n\r\t\v\"\\";
    static const char letters[] = "abfnrtv\"\\";
    size_t used = 0;
    quoted[used++] = '"';
    for (; *text != '\0' && used < QUOTED - 6; text++) {
        const char *found = strchr(special, *text);
        if (found != NULL)
            used += (size_t)sprintf(quoted + used, "\\%c", letters[found - special]);
        else if ((unsigned char)*text < ' ' || *text == 0x7f)
            used += (size_t)sprintf(quoted + used, "\\x%02x", (unsigned char)*text);
        else
            quoted[used++] = *text;
    }
    strcpy(quoted + used, "\"");
    return quoted;
}

/* 0 if the path is a file that may be run, otherwise errno; *missing: not even stat found it. */
static int check(const char *path, bool *missing) {
    struct stat status;
    *missing = stat(path, &status) < 0;
    if (*missing)
        return errno;
    if (S_ISDIR(status.st_mode))
        return EISDIR;
    if (sys_faccessat2(AT_FDCWD, path, X_OK, AT_EACCESS) == 0)
        return 0;
    /* A filter may forbid the question. */
    if (errno != ENOSYS && errno != EPERM)
        return errno;
    return status.st_mode & 0111 ? 0 : EACCES;
}

/* Docker's exit codes for what could not be run. */
static int exit_code(int error) {
    return error == ENOENT || error == ENOTDIR ? 127 : 126;
}

/* Go spells errors in lower case. */
static const char *describe(int error) {
    switch (error) {
    case ENOENT:
        return "no such file or directory";
    case EACCES:
        return "permission denied";
    case EISDIR:
        return "is a directory";
    case ENOTDIR:
        return "not a directory";
    case ELOOP:
        return "too many levels of symbolic links";
    case ENAMETOOLONG:
        return "file name too long";
    default:
        return strerror(error);
    }
}

static int find_by_path(const char *name, char path[PATH_MAX]) {
    char quoted[QUOTED];
    bool missing;
    int error = strlen(name) < PATH_MAX ? check(name, &missing) : ENAMETOOLONG;
    if (error == 0) {
        strcpy(path, name);
        return 0;
    }
    errno = error;
    if (error == ENAMETOOLONG || missing)
        failed("exec: %s: stat %s: %s", quote(name, quoted), name, describe(error));
    else
        failed("exec: %s: %s", quote(name, quoted), describe(error));
    return exit_code(error);
}

int exec_find(const char *name, char *const *environment, char path[PATH_MAX]) {
    char quoted[QUOTED];
    if (strchr(name, '/') != NULL)
        return find_by_path(name, path);
    const char *at = environment_get(environment, "PATH");
    for (bool more = at != NULL && name[0] != '\0'; more;) {
        size_t length = strcspn(at, ":");
        bool missing;
        int size = length == 0 ? snprintf(path, PATH_MAX, "./%s", name)
                               : snprintf(path, PATH_MAX, "%.*s/%s", (int)length, at, name);
        if (size < PATH_MAX && check(path, &missing) == 0) {
            if (path[0] == '/')
                return 0;
            failed("exec: %s: cannot run executable found relative to current directory",
                   quote(name, quoted));
            return 127;
        }
        more = at[length] == ':';
        at += length + 1;
    }
    errno = ENOENT;
    failed("exec: %s: executable file not found in $PATH", quote(name, quoted));
    return 127;
}
