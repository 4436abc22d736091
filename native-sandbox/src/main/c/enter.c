/* drydock-labd enter: a command in the lab with this terminal or these pipes as its standard
 * streams. */
#include "enter.h"

#include "client.h"
#include "connection.h"
#include "options.h"
#include "spec.h"
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <termios.h>

#define CHUNK (16 * 1024)

struct session {
    const struct enter_options *options;
    char id[65];
    int control, stream, signals;
    struct buffer in, out;
    bool input_ended, ended;
};

/* The terminal as it was; atexit needs it. */
static struct termios saved;

static void restore_terminal(void) {
    tcsetattr(STDIN_FILENO, TCSADRAIN, &saved);
}

static void make_raw(void) {
    struct termios raw = saved;
    cfmakeraw(&raw);
    before_death = restore_terminal;
    if (atexit(restore_terminal) != 0 || tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) < 0)
        die("set the terminal");
}

static void make_id(char id[65]) {
    uint8_t bytes[32];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        die("getrandom");
    for (size_t i = 0; i < sizeof bytes; i++)
        sprintf(id + 2 * i, "%02x", bytes[i]);
}

static void add_size(struct buffer *request) {
    struct winsize size;
    if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) < 0)
        return;
    frame_add32(request, TAG_ROWS, size.ws_row);
    frame_add32(request, TAG_COLUMNS, size.ws_col);
}

static void add_command(struct buffer *request, char *const *command) {
    static char *const shell[] = {
        "/bin/sh", "-c", "if command -v bash >/dev/null; then exec bash -l; else exec sh -l; fi",
        NULL};
    if (*command == NULL)
        command = shell;
    for (; *command != NULL; command++)
        frame_add_text(request, TAG_ARGUMENT, *command);
}

static void add_environment(struct buffer *request, const struct enter_options *options) {
    struct arena arena = {0};
    const char *terminal = getenv("TERM");
    frame_add_text(request, TAG_ENVIRONMENT,
                   "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    if (options->terminal && terminal != NULL)
        frame_add_text(request, TAG_ENVIRONMENT, arena_print(&arena, "TERM=%s", terminal));
    for (size_t i = 0; options->environment[i] != NULL; i++)
        frame_add_text(request, TAG_ENVIRONMENT, options->environment[i]);
    arena_free(&arena);
}

static void call(int fd, struct buffer *request, size_t mark, int log) {
    struct buffer reply = {0};
    frame_end(request, mark);
    client_call(fd, request, log, &reply);
    buffer_free(&reply);
}

static void spawn(struct session *session) {
    const struct enter_options *options = session->options;
    struct buffer request = {0};
    size_t mark = frame_begin(&request, FRAME_SPAWN);
    frame_add_text(&request, TAG_ID, session->id);
    add_command(&request, options->command);
    add_environment(&request, options);
    if (options->directory != NULL)
        frame_add_text(&request, TAG_DIRECTORY, options->directory);
    if (options->user != NULL)
        frame_add_text(&request, TAG_USER, options->user);
    frame_add32(&request, TAG_FLAGS, PROCESS_INPUT | (options->terminal ? PROCESS_TERMINAL : 0));
    if (options->terminal)
        add_size(&request);
    CLOSES int log = memfd_create("log", MFD_CLOEXEC);
    if (log < 0)
        die("memfd_create");
    call(session->control, &request, mark, log);

    mark = frame_begin(&request, FRAME_ATTACH);
    frame_add_text(&request, TAG_ID, session->id);
    frame_add32(&request, TAG_FLAGS,
                ATTACH_FROM_START | ATTACH_FOLLOW | ATTACH_INPUT | ATTACH_LOSSLESS);
    frame_end(&request, mark);
    /* Output may come right behind the reply: it stays in the session's buffer. */
    client_call(session->stream, &request, -1, &session->in);
    buffer_drop(&session->in, FRAME_HEADER + get32(buffer_front(&session->in)));
    fcntl(session->stream, F_SETFL, O_NONBLOCK);
}

static void write_all(int fd, const uint8_t *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno != EINTR)
            exit(128 + SIGPIPE);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
}

static void take_output(struct session *session) {
    enum frame_type type;
    const uint8_t *payload;
    size_t length;
    while (client_frame(&session->in, &type, &payload, &length)) {
        if (type == FRAME_OUTPUT && length > 9)
            write_all(payload[8] == LOG_STDERR ? STDERR_FILENO : STDOUT_FILENO, payload + 9,
                      length - 9);
        if (type == FRAME_ENDED)
            session->ended = true;
        buffer_drop(&session->in, FRAME_HEADER + length);
    }
}

static void receive(struct session *session) {
    ssize_t got = read(session->stream, buffer_reserve(&session->in, CHUNK), CHUNK);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
        errno = got == 0 ? ECONNRESET : errno;
        die("read from labd");
    }
    session->in.end += (size_t)MAX(got, 0);
    take_output(session);
}

static void read_input(struct session *session) {
    uint8_t bytes[CHUNK];
    ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    session->input_ended = got <= 0;
    size_t mark = frame_begin(&session->out, got <= 0 ? FRAME_INPUT_END : FRAME_INPUT);
    buffer_add(&session->out, bytes, (size_t)MAX(got, 0));
    frame_end(&session->out, mark);
}

static void send_input(struct session *session) {
    struct buffer *out = &session->out;
    ssize_t sent = send_with(session->stream, buffer_front(out), buffer_size(out), NULL, 0);
    if (sent > 0)
        buffer_drop(out, (size_t)sent);
}

static void take_signal(struct session *session) {
    struct signalfd_siginfo info;
    if (read(session->signals, &info, sizeof info) != sizeof info)
        return;
    struct buffer request = {0};
    bool resize = info.ssi_signo == SIGWINCH;
    size_t mark = frame_begin(&request, resize ? FRAME_RESIZE : FRAME_SIGNAL);
    frame_add_text(&request, TAG_ID, session->id);
    if (resize)
        add_size(&request);
    else
        frame_add32(&request, TAG_SIGNO, info.ssi_signo);
    call(session->control, &request, mark, -1);
}

static void open_signals(struct session *session) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    if (session->options->terminal)
        sigaddset(&set, SIGWINCH);
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    session->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (session->signals < 0)
        die("signalfd");
}

static void relay(struct session *session) {
    take_output(session);
    while (!session->ended) {
        /* Nothing is read ahead of what labd takes, and its output is read while it takes nothing.
         */
        bool pending = buffer_size(&session->out) > 0;
        struct pollfd polls[] = {
            {.fd = session->stream, .events = (short)(POLLIN | (pending ? POLLOUT : 0))},
            {.fd = session->signals, .events = POLLIN},
            {.fd = pending || session->input_ended ? -1 : STDIN_FILENO, .events = POLLIN},
        };
        if (poll(polls, COUNT(polls), -1) < 0 && errno != EINTR)
            die("poll");
        if (polls[1].revents != 0)
            take_signal(session);
        if (polls[2].revents != 0)
            read_input(session);
        if (buffer_size(&session->out) > 0)
            send_input(session);
        if (polls[0].revents & (POLLIN | POLLHUP | POLLERR))
            receive(session);
    }
}

static int finish(struct session *session) {
    struct buffer request = {0}, reply = {0};
    size_t mark = frame_begin(&request, FRAME_STATE);
    frame_add_text(&request, TAG_ID, session->id);
    frame_end(&request, mark);
    struct fields fields = client_call(session->control, &request, -1, &reply);
    uint32_t status = fields_u32(fields, TAG_STATUS, 125);
    mark = frame_begin(&request, FRAME_CLOSE);
    frame_add_text(&request, TAG_ID, session->id);
    call(session->control, &request, mark, -1);
    return (int)status;
}

int enter_main(int count, char **arguments) {
    struct enter_options options;
    enter_options_parse(&options, count, arguments);
    struct session session = {.options = &options,
                              .control = client_connect(options.socket),
                              .stream = client_connect(options.socket)};
    make_id(session.id);
    if (options.terminal && tcgetattr(STDIN_FILENO, &saved) < 0)
        die("--tty: standard input is no terminal");
    open_signals(&session);
    spawn(&session);
    if (options.terminal)
        make_raw();
    relay(&session);
    return finish(&session);
}
