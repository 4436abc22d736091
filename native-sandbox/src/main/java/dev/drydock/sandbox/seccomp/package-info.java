/**
 * System call filters: profiles of names, compiled to classic BPF for the machine's architecture without a library.
 * Installing them is labd's work.
 */
@NullMarked
package dev.drydock.sandbox.seccomp;

import org.jspecify.annotations.NullMarked;
