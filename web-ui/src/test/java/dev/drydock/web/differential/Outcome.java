package dev.drydock.web.differential;

/** What a command said. */
record Outcome(int code, String out, String err) {}
