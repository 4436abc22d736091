package dev.drydock.lessons.format;

/** A part of a file cannot be read; the message is a sentence for the author. */
final class FormatException extends Exception {
    private final int line;

    FormatException(int line, String sentence) {
        super(sentence);
        this.line = line;
    }

    FormatException(int line, String sentence, Throwable cause) {
        super(sentence, cause);
        this.line = line;
    }

    int line() {
        return line;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
