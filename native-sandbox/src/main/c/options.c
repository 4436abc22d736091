#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>

static _Noreturn void usage(const char *problem) {
    errno = 0;
    die("%s\n"
        "usage: drydock-labd host --socket PATH --uid-base N --range N --cgroup PROCS_FILE... "
        "[--log FILE]\n"
        "       drydock-labd enter --socket PATH [--tty] [--user U] [--directory D] [--env N=V]... "
        "-- COMMAND...",
        problem);
}

static uint32_t parse_number(const char *text, uint32_t least) {
    char *end;
    errno = 0;
    unsigned long number = strtoul(text, &end, 10);
    if (errno != 0 || *end != '\0' || end == text || number < least || number > UINT32_MAX)
        usage(least == 0 ? "a number must be from 0 to 4294967295"
                         : "a number must be from 1 to 4294967295");
    return (uint32_t)number;
}

void host_options_parse(struct host_options *options, int count, char **arguments) {
    static const struct option known[] = {
        {"socket", required_argument, NULL, 's'}, {"uid-base", required_argument, NULL, 'u'},
        {"range", required_argument, NULL, 'r'},  {"cgroup", required_argument, NULL, 'c'},
        {"log", required_argument, NULL, 'l'},    {0},
    };
    *options = (struct host_options){.cgroups = allocate((size_t)(count + 1) * sizeof(char *))};
    size_t cgroups = 0;
    bool has_base = false;
    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        switch (option) {
        case 's':
            options->socket = optarg;
            break;
        case 'u':
            options->uid_base = parse_number(optarg, 0);
            has_base = true;
            break;
        case 'r':
            options->range = parse_number(optarg, 1);
            break;
        case 'c':
            options->cgroups[cgroups++] = optarg;
            break;
        case 'l':
            options->log = optarg;
            break;
        default:
            usage("unknown option");
        }
    }
    if (optind != count || options->socket == NULL || !has_base || options->range == 0)
        usage("host needs --socket, --uid-base and --range");
}

void enter_options_parse(struct enter_options *options, int count, char **arguments) {
    static const struct option known[] = {
        {"socket", required_argument, NULL, 's'}, {"tty", no_argument, NULL, 't'},
        {"user", required_argument, NULL, 'u'},   {"directory", required_argument, NULL, 'd'},
        {"env", required_argument, NULL, 'e'},    {0},
    };
    *options =
        (struct enter_options){.environment = allocate((size_t)(count + 1) * sizeof(char *))};
    size_t variables = 0;
    /* "+": the command's own options are not ours. */
    for (int option; (option = getopt_long(count, arguments, "+", known, NULL)) != -1;) {
        switch (option) {
        case 's':
            options->socket = optarg;
            break;
        case 't':
            options->terminal = true;
            break;
        case 'u':
            options->user = optarg;
            break;
        case 'd':
            options->directory = optarg;
            break;
        case 'e':
            options->environment[variables++] = optarg;
            break;
        default:
            usage("unknown option");
        }
    }
    if (options->socket == NULL)
        usage("enter needs --socket");
    options->command = arguments + optind;
}
