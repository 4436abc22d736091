package dev.drydock.sandbox.seccomp;

/**
 * A test of the lower 32 bits of an argument: {@code (argument & mask) == value}. All arguments that our profiles look at
 * are 32-bit numbers for the kernel.
 *
 * @param argument 0 for the first
 * @param negated whether the test must fail
 */
record Condition(int argument, int mask, int value, boolean negated) {}
