package dev.drydock.core.dockerfile;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;

/** One record of comma-separated values, with fields in quotes that may contain commas (RFC 4180). */
final class CsvFields {
    private CsvFields() {}

    static List<String> of(String text) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            StringBuilder field = new StringBuilder();
            at = text.startsWith("\"", at) ? quoted(text, at + 1, field) : plain(text, at, field);
            fields.add(field.toString());
            at++;
        }
        return fields;
    }

    private static int plain(String text, int start, StringBuilder field) {
        int comma = text.indexOf(',', start);
        int end = comma < 0 ? text.length() : comma;
        field.append(text, start, end);
        if (field.indexOf("\"") >= 0) {
            throw failure("bare \" in non-quoted-field");
        }
        return end;
    }

    private static int quoted(String text, int start, StringBuilder field) {
        int at = start;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw failure("extraneous or missing \" in quoted-field");
            }
            field.append(text, at, quote);
            if (quote + 1 == text.length() || text.charAt(quote + 1) == ',') {
                return quote + 1;
            }
            if (text.charAt(quote + 1) != '"') {
                throw failure("extraneous or missing \" in quoted-field");
            }
            field.append('"');
            at = quote + 2;
        }
    }

    private static InvalidParameter failure(String reason) {
        return new InvalidParameter("failed to parse csv mounts: " + reason);
    }
}
