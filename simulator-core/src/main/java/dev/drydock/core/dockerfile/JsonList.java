package dev.drydock.core.dockerfile;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The form of an instruction's arguments in which they are a JSON list of strings. Read token by token, so that no depth of lists in lists costs a stack. */
final class JsonList {
    /** Go's decoder takes no deeper ones for JSON. */
    private static final int MAX_DEPTH = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonList() {}

    /** Empty for what is no list: it is text for the shell then. */
    static Optional<List<String>> parse(String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        boolean isOfStrings = true;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return Optional.empty();
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_STRING) {
                    words.add(parser.getString());
                } else {
                    isOfStrings &= depth == 0;
                }
            }
            if (parser.nextToken() != null) {
                return Optional.empty();
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        if (!isOfStrings) {
            throw new InvalidParameter("when using JSON array syntax, arrays must be comprised of strings only");
        }
        return Optional.of(words);
    }

    static boolean isList(String text) {
        try {
            return parse(text).isPresent();
        } catch (InvalidParameter e) {
            return true;
        }
    }
}
