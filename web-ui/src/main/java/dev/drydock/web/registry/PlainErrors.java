package dev.drydock.web.registry;

import dev.drydock.core.registry.RegistryError;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that are not even HTTP in the form of all others. */
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String message = HttpStatus.getMessage(response.getStatus());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        RegistryErrors.Item item = new RegistryErrors.Item(RegistryError.UNSUPPORTED.name(), message, List.of());
        response.write(true, ByteBuffer.wrap(Json.bytes(new RegistryErrors.Body(List.of(item)))), callback);
        return true;
    }
}
