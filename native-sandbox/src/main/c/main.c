/* drydock-labd: one static program for the launcher, labd itself, the container's init, the client
 * for people, what joins lab hosts and what keeps their disks still. */
#include "enter.h"
#include "freeze.h"
#include "host.h"
#include "init.h"
#include "util.h"
#include "wire.h"

#include <errno.h>
#include <string.h>

int main(int count, char **arguments) {
    if (count > 0 && strcmp(arguments[0], "/sbin/docker-init") == 0)
        init_main(count, arguments);
    if (count > 1 && strcmp(arguments[1], "host") == 0)
        return host_main(count - 1, arguments + 1);
    if (count > 1 && strcmp(arguments[1], "enter") == 0)
        return enter_main(count - 1, arguments + 1);
    if (count > 1 && strcmp(arguments[1], "wire") == 0)
        return wire_main(count - 1, arguments + 1);
    if (count > 1 && strcmp(arguments[1], "freeze") == 0)
        return freeze_main(count - 1, arguments + 1);
    errno = 0;
    die("usage: drydock-labd host|enter|wire|freeze OPTIONS");
}
