package dev.drydock.core.build;

/** Text as Go's {@code %q} shows it. */
final class Quoted {
    private Quoted() {}

    static String of(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
