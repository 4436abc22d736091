package dev.drydock.sandbox.seccomp;

import java.util.List;
import java.util.Set;

/**
 * Which system calls a process may make, by name. A call that no architecture table of ours knows is answered
 * {@code ENOSYS}, as by a kernel that is older than the call.
 *
 * @param fallback for calls that no rule fits
 */
public record Profile(Action fallback, List<Rule> rules) {
    public Profile {
        rules = List.copyOf(rules);
    }

    /** Docker's default for containers, and a little stricter. */
    public static Profile container() {
        return ProfileReader.read(Resources.lines("container.profile"));
    }

    /** What holds for every process of a lab host, also for shells and for containers without a filter of their own. */
    public static Profile lab() {
        return ProfileReader.read(Resources.lines("lab.profile"));
    }

    /**
     * The filter program for processes with these capabilities.
     *
     * @param capabilities names with {@code CAP_}
     */
    public Filter compile(Architecture architecture, Set<String> capabilities) {
        List<Rule> fitting = rules.stream()
                .filter(rule -> rule.isFor(architecture, capabilities))
                .toList();
        return new FilterCompiler(architecture, fallback).compile(fitting);
    }
}
