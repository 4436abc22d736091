// The only program of the image hello-world: prints what has just happened, and ends. It is so small that it needs no C
// library: two system calls, made by hand.

static const char message[] =
    "\n"
    "Hello from Drydock!\n"
    "You have just run a container. This is how these lines came to your screen:\n"
    "\n"
    " 1. The client, the program `docker`, turned your command into requests and sent\n"
    "    them to the daemon through the socket /var/run/docker.sock.\n"
    " 2. The daemon looked for the image `hello-world` and had it.\n"
    " 3. It created a container from the image: an empty writable layer on top of the\n"
    "    image's one layer, an id, a name, and the command to run, /hello.\n"
    " 4. It started the container: /hello runs in namespaces of its own, so it sees no\n"
    "    other process and no file but its own. It is process number 1 there.\n"
    " 5. /hello prints this text. The daemon keeps a copy and passes it on to the\n"
    "    client, which writes it to your terminal. Then /hello ends, and so does the\n"
    "    container.\n"
    "\n"
    "To look around in a container from the inside, try:\n"
    "\n"
    "    docker run -it busybox sh\n"
    "\n";

enum { STDOUT = 1 };

#if defined(__x86_64__)
enum { SYS_WRITE = 1, SYS_EXIT = 60 };

static long syscall3(long number, long first, const void *second, unsigned long third) {
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(first), "S"(second), "d"(third)
                     : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
enum { SYS_WRITE = 64, SYS_EXIT = 93 };

static long syscall3(long number, long first, const void *second, unsigned long third) {
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = first;
    register const void *x1 __asm__("x1") = second;
    register unsigned long x2 __asm__("x2") = third;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
    return x0;
}
#else
#error "hello is not ported to this architecture"
#endif

// Entered by the kernel, not by a caller: there is nowhere to return to.
__attribute__((noreturn)) void _start(void) {
    unsigned long length = sizeof message - 1;
    unsigned long done = 0;
    int status = 0;
    while (done < length) {
        long written = syscall3(SYS_WRITE, STDOUT, message + done, length - done);
        if (written <= 0) {
            status = 1;
            break;
        }
        done += (unsigned long)written;
    }
    for (;;) {
        syscall3(SYS_EXIT, status, 0, 0);
    }
}
