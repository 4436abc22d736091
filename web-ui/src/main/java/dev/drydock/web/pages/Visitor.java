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
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Who sent a request, in which language they read, and the two cookies that say so. */
final class Visitor {
    static final String STUDENT_COOKIE = "drydock-student";
    static final String LANGUAGE_COOKIE = "drydock-language";
    private static final String STUDENT = "student";
    private static final int LIFETIME = (int) Duration.ofDays(180).toSeconds();

    private final Sessions sessions;

    Visitor(Sessions sessions) {
        this.sessions = sessions;
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
                .ifPresent(language -> request.cookie(cookie(request, LANGUAGE_COOKIE, language.tag())));
    }

    Optional<Student> known(Context request) {
        return Optional.ofNullable(request.cookie(STUDENT_COOKIE))
                .flatMap(SessionToken::parse)
                .flatMap(sessions::find);
    }

    /** The student, made now if the browser is new; its cookie lives on from here. */
    Student enrolled(Context request) {
        Optional<Student> known = known(request);
        if (known.isPresent()) {
            request.cookie(cookie(request, STUDENT_COOKIE, Objects.requireNonNull(request.cookie(STUDENT_COOKIE))));
            return known.get();
        }
        Sessions.Opened opened = sessions.open();
        request.cookie(cookie(request, STUDENT_COOKIE, opened.token().value()));
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

    /** A number in a path; anything else is a page that does not exist. */
    static int number(Context request, String parameter, int least, int most) {
        String text = request.pathParam(parameter);
        if (text.length() <= 3 && text.chars().allMatch(Character::isDigit)) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new NotFoundResponse();
    }

    private static Cookie cookie(Context request, String name, String value) {
        boolean secure = request.scheme().equals("https");
        return new Cookie(name, value, "/", LIFETIME, secure, true, null, SameSite.LAX);
    }
}
