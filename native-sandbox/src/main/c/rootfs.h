/* The file systems that every container and the lab host itself have. */
#pragma once

#include "child.h"
#include "stage.h"

/* Learns the machine's hierarchies; call it before the lab has a cgroup namespace. Notes failures.
 */
int cgroups_find(void);
/* Shows the cgroups below this process's own at /sys/fs/cgroup, as far as the kernel lets it. Notes
 * failures. */
int mount_cgroups(int root, bool readonly);

/* Writes the files that are the container's own, for its whole life; call it in labd. Notes
 * failures. */
int rootfs_files(struct rootfs_files *files, const struct spec *spec);
void rootfs_files_close(struct rootfs_files *files);
/* Gives one of them another content, which a running container sees; NULL leaves it. Notes failures.
 */
int rootfs_rewrite(const char *id, int file, const char *content);
/* Takes away what rootfs_files left. */
void rootfs_forget(const char *id);
/* Puts the stage below the container's root and moves into it. Notes failures. */
int rootfs_enter(const struct child *child, const struct stage *stage);
