package dev.drydock.web.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;

/** Renders pages with the templates that the build compiled. */
final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "dev.drydock.web.pages.generated");

    void render(Context answer, CoursesPage page) {
        render(answer, "courses.jte", page);
    }

    void render(Context answer, LessonPage page) {
        render(answer, "lesson.jte", page);
    }

    void render(Context answer, GlossaryPage page) {
        render(answer, "glossary.jte", page);
    }

    void render(Context answer, CertificatePage page) {
        render(answer, "certificate.jte", page);
    }

    void render(Context answer, ErrorPage page) {
        render(answer, "error.jte", page);
    }

    private void render(Context answer, String template, Record page) {
        StringOutput html = new StringOutput();
        engine.render(template, page, html);
        // A page shows what one visitor did.
        answer.header("Cache-Control", "no-store").header("Vary", "Accept-Language, Cookie");
        answer.html(html.toString());
    }
}
