package dev.drydock.web;

/** Why the server cannot start, as a sentence for the person at the keyboard. */
final class StartProblem extends RuntimeException {
    StartProblem(String message) {
        super(message);
    }
}
