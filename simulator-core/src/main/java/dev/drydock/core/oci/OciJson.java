package dev.drydock.core.oci;

import dev.drydock.core.error.EngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the documents of this package. The same document always gives the same bytes. */
public final class OciJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private OciJson() {}

    /** @param what named in the error when the bytes are not such a document */
    public static <T> T read(byte[] json, Class<T> type, String what) {
        try {
            T document = MAPPER.readValue(json, type);
            if (document == null) {
                throw new EngineException.InvalidParameter("invalid " + what + ": null");
            }
            return document;
        } catch (JacksonException e) {
            throw new EngineException.InvalidParameter("invalid " + what + ": " + e.getOriginalMessage(), e);
        }
    }

    public static byte[] write(Object document) {
        return MAPPER.writeValueAsBytes(document);
    }
}
