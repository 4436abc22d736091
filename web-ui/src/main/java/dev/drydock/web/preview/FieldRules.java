package dev.drydock.web.preview;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * What of a student's service reaches a browser, and what of a browser reaches it. A service may do under its own host name
 * what it wants; what would hold for others, too, is taken away.
 */
final class FieldRules {
    /** The first three speak for every host name of the domain, the lesson pages' included; the last one leads elsewhere. */
    private static final Set<String> NOT_FOR_BROWSERS =
            Set.of("strict-transport-security", "clear-site-data", "public-key-pins", "alt-svc");

    private static final Set<String> NOT_FOR_SERVICES = Set.of("proxy-authorization", "proxy-connection");
    private static final Pattern DOMAIN = Pattern.compile("(?i);\\s*domain\\s*(=[^;]*)?(?=;|$)");

    private final List<String> ownCookies;

    /** @param ownCookies names of cookies of the lesson pages, which are nobody else's business */
    FieldRules(List<String> ownCookies) {
        this.ownCookies = List.copyOf(ownCookies);
    }

    /** Null when it does not pass. */
    static @Nullable HttpField toBrowser(HttpField field) {
        if (NOT_FOR_BROWSERS.contains(field.getLowerCaseName())) {
            return null;
        }
        if (field.getHeader() == HttpHeader.SET_COOKIE && field.getValue() != null) {
            return new HttpField(
                    HttpHeader.SET_COOKIE, DOMAIN.matcher(field.getValue()).replaceAll(""));
        }
        return field;
    }

    /** Null when it does not pass. */
    @Nullable
    HttpField toService(HttpField field) {
        if (NOT_FOR_SERVICES.contains(field.getLowerCaseName())) {
            return null;
        }
        if (field.getHeader() == HttpHeader.COOKIE && field.getValue() != null) {
            String others = withoutOwn(field.getValue());
            return others.isEmpty() ? null : new HttpField(HttpHeader.COOKIE, others);
        }
        return field;
    }

    private String withoutOwn(String cookies) {
        return List.of(cookies.split(";")).stream()
                .map(String::strip)
                .filter(cookie -> ownCookies.stream()
                        .noneMatch(
                                own -> cookie.toLowerCase(Locale.ROOT).startsWith(own.toLowerCase(Locale.ROOT) + "=")))
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    }
}
