package dev.drydock.core.distribution;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/** One exchange whose failure says what was tried, as Go's {@code url.Error} does. */
final class Exchanges {
    private Exchanges() {}

    static RegistryResponse exchange(RegistryTransport transport, RegistryRequest request) throws IOException {
        try {
            return transport.exchange(request);
        } catch (RegistryFailure e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    operation(request.method()) + " \"" + shown(request.uri()) + "\": " + RegistryErrors.message(e), e);
        }
    }

    private static String operation(String method) {
        return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Without what may be secret in a query. */
    private static String shown(URI uri) {
        String text = uri.toString();
        return uri.getRawQuery() == null ? text : text.substring(0, text.indexOf('?'));
    }
}
