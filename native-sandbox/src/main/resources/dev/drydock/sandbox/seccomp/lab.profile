# What no process of a lab host gets, whatever it is: everything of the machine that namespaces do not divide.
# Form: see ProfileReader. unshare, setns and the mount family stay: lessons make namespaces by hand.

fallback allow

errno 1 when 0 = 38: socket socketpair
errno 1 when 0 = 40: socket socketpair
errno 1 when 0 = 44: socket
errno 1 when 0 = 16 and 2 = 12: socket

# The packet filters that are older than netlink: the options 64 to 191 of IP (iptables, arptables, ebtables), 64 and 65 of
# IPv6 (ip6tables; those above are others).
errno 1 when 1 = 0 and 2 & 0xffffffc0 = 0x40: setsockopt getsockopt
errno 1 when 1 = 0 and 2 & 0xffffffc0 = 0x80: setsockopt getsockopt
errno 1 when 1 = 41 and 2 & 0xfffffffe = 0x40: setsockopt getsockopt

errno 1:
    acct add_key bpf clock_settime delete_module finit_module init_module
    io_uring_enter io_uring_register io_uring_setup ioperm iopl kexec_file_load kexec_load keyctl lookup_dcookie
    lsm_set_self_attr nfsservctl open_by_handle_at perf_event_open quotactl quotactl_fd reboot request_key settimeofday
    swapoff swapon syslog uselib userfaultfd vhangup

# No clocks of one's own. clone3 could make them where no filter sees it, but labd itself needs clone3 and lives under this
# filter; there the limit on time namespaces, which labd sets to 0, holds.
errno 1 when 0 & 0x80 = 0x80: unshare
errno 1 when 1 & 0x80 = 0x80: setns
