package dev.drydock.web.pages;

import dev.drydock.web.lab.HostNumber;
import dev.drydock.web.language.Language;
import dev.drydock.web.student.SessionToken;
import dev.drydock.web.student.Sessions;
import dev.drydock.web.student.Student;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.websocket.WsContext;
import java.util.Objects;
import java.util.Optional;

/** Who sent a request, in which language they read, and the two cookies that say so. */
final class Visitor {
    static final String LANGUAGE_COOKIE = "drydock-language";
    private static final String STUDENT = "student";

    private final Sessions sessions;
    private final StudentCookie student;

    /** @param student by which students are known */
    Visitor(Sessions sessions, StudentCookie student) {
        this.sessions = sessions;
        this.student = student;
    }

    /** The language asked for in the address, chosen before, or named by the browser. */
    static Language language(Context request) {
        return Optional.ofNullable(request.queryParam("lang"))
                .flatMap(Language::parse)
                .or(() -> Optional.ofNullable(request.cookie(LANGUAGE_COOKIE)).flatMap(Language::parse))
                .orElseGet(() -> Language.preferred(Objects.requireNonNullElse(request.header("Accept-Language"), "")));
    }

    /** Remembers a language that was asked for in the address. */
    static void rememberLanguage(Context request) {
        Optional.ofNullable(request.queryParam("lang"))
                .flatMap(Language::parse)
                .ifPresent(language -> request.cookie(
                        cookie(request, LANGUAGE_COOKIE, language.tag(), StudentCookie.LASTING.seconds())));
    }

    Optional<Student> known(Context request) {
        return Optional.ofNullable(request.cookie(student.name()))
                .flatMap(SessionToken::parse)
                .flatMap(sessions::find);
    }

    /** The student, made now if the browser is new; its cookie lives on from here. */
    Student enrolled(Context request) {
        Optional<Student> known = known(request);
        if (known.isPresent()) {
            request.cookie(cookie(request, student, Objects.requireNonNull(request.cookie(student.name()))));
            return known.get();
        }
        Sessions.Opened opened = sessions.open();
        request.cookie(cookie(request, student, opened.token().value()));
        return opened.student();
    }

    /** The student; whom this server does not know is refused. */
    Student required(Context request) {
        return known(request).orElseThrow(UnauthorizedResponse::new);
    }

    /** Lets a WebSocket of a known student in, to one of the lab hosts that a student may have. */
    void admit(Context upgrade) {
        upgrade.attribute(STUDENT, required(upgrade));
        HostNumber.parse(upgrade.queryParam(HostNumber.PARAMETER)).orElseThrow(NotFoundResponse::new);
    }

    /** Whose WebSocket this is. */
    static Student student(WsContext socket) {
        return Objects.requireNonNull(socket.<Student>attribute(STUDENT), "a socket that was not let in");
    }

    private static Cookie cookie(Context request, StudentCookie cookie, String value) {
        return cookie(request, cookie.name(), value, cookie.seconds());
    }

    private static Cookie cookie(Context request, String name, String value, int seconds) {
        boolean secure = request.scheme().equals("https");
        return new Cookie(name, value, "/", seconds, secure, true, null, SameSite.LAX);
    }
}
