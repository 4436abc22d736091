package dev.drydock.core.simulated;

import dev.drydock.core.distribution.RegistryResponse;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A response from the heap. */
public class SimulatedResponse implements RegistryResponse {
    private final int status;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final InputStream body;
    private volatile boolean isClosed;

    public SimulatedResponse(int status, Map<String, String> headers, InputStream body) {
        this.status = status;
        this.headers.putAll(headers);
        this.body = new FilterInputStream(body) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (isClosed) {
                    throw new IOException("closed");
                }
                return in.read(buffer, offset, length);
            }
        };
    }

    public static SimulatedResponse of(int status, Map<String, String> headers, byte[] body) {
        return new SimulatedResponse(status, headers, new ByteArrayInputStream(body));
    }

    /** An error as the distribution specification has it. */
    public static SimulatedResponse error(int status, String code, String message) {
        String json = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
        return of(status, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public List<String> headers(String name) {
        String value = headers.get(name);
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public InputStream body() {
        return body;
    }

    /** Whether who asked has let it go. */
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
