package dev.drydock.core.dockerfile;

/** Text as Go's {@code %q} shows it. */
final class Quoted {
    private Quoted() {}

    static String of(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
