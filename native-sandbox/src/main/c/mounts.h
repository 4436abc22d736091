/*
 * Mounts inside a root that somebody else filled with files. No path is followed out of the root,
 * and no magic link of /proc is followed at all: a target may be anything that a student put there.
 */
#pragma once

#include "sys.h"
#include "util.h"

#define SYSTEM_MOUNT (MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC)

/* An O_PATH descriptor of a path below the root; symbolic links stay inside. -1 and errno. */
int path_open(int root, const char *path);
/* The same; what is missing is made, the last part as a directory or as an empty file. */
int path_make(int root, const char *path, bool directory);

/* Opens a regular file for reading; what else a student put there is EINVAL and cannot make the
 * open wait. */
int path_read(int root, const char *path);
/* The same for reading and writing. */
int path_change(int root, const char *path);

/* A detached mount of a new file system; options are "name=value" or "name", ended by NULL. */
int mount_make(const char *type, const char *const *options, unsigned attributes);
/* A detached copy of what a descriptor shows. Only possible in the mount namespace where it is
 * mounted. */
int mount_clone(int fd, unsigned flags);
/* Puts a detached mount on what the descriptor shows. */
int mount_attach(int mount, int target);
int mount_readonly(int mount, unsigned flags);

/* Makes a file system and mounts it on a path of the root; returns its descriptor. Notes failures.
 */
int mount_new(int root, const char *path, const char *type, const char *const *options,
              unsigned attributes);
/* Mounts a detached mount on a path of the root, which is made to match. Notes failures. */
int mount_given(int root, const char *path, int mount);
/* Makes the attached mount, which is the working directory, the root of this process and its mount
 * namespace. */
int mount_pivot(int root);
