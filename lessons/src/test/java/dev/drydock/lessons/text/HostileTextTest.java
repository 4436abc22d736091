package dev.drydock.lessons.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.variable.Values;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author, or someone whose lesson was imported, may try; the page must show it and not do it. */
class HostileTextTest {
    private static final Pattern ACTIVE = Pattern.compile(
            "<(script|img|svg|iframe|object|embed|style|base|form|link|meta)|\\son[a-z]+\\s*=\\s*[\"']|(href|src)=\"(?!https?:|mailto:|\"|#|/|[a-z0-9.]*\")",
            Pattern.CASE_INSENSITIVE);

    private static String render(String markdown) {
        return LessonText.render(Locale.ENGLISH, Values.NONE, markdown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "text <script>alert(1)</script> text",
                "<img src=x onerror=alert(1)>",
                "a <img src=x onerror=\"alert(1)\"> b",
                "<svg onload=alert(1)><circle/></svg>",
                "<svg><script>alert(1)</script></svg>",
                "<iframe src=\"javascript:alert(1)\"></iframe>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<style>body{display:none}</style>",
                "<base href=\"https://evil.example/\">",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](java\tscript:alert(1))",
                "[x](<java&#10;script:alert(1)>)",
                "[x](&#106;avascript:alert(1))",
                "[x](%6Aavascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
                "[x](vbscript:msgbox(1))",
                "[x](file:///etc/passwd)",
                "<javascript:alert(1)>",
                "<data:text/html,x>",
                "![x](javascript:alert(1))",
                "![x](https://evil.example/pixel.png)",
                "![x](picture:layers\" onload=\"alert(1))",
                "![\" onmouseover=\"alert(1)](picture:layers)",
                "![<script>alert(1)</script>](picture:layers)",
                "![x](picture:<svg/onload=alert(1)>)",
                "[x](https://ok.example/ \"\\\" onmouseover=\\\"alert(1)\")",
                "[x](https://ok.example/\"onmouseover=\"alert(1))",
                "```run\n\"><script>alert(1)</script>\n```",
                "```run\n\" autofocus onfocus=\"alert(1)\n```",
                "```output\n</samp></pre><script>alert(1)</script>\n```",
                "```\"><script>alert(1)</script>\nx\n```",
                "```x\"onmouseover=\"alert(1)\nx\n```",
                "> [!NOTE]\n> <script>alert(1)</script>",
                "> [!NOTE\" onclick=\"alert(1)]\n> x",
                "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
                "# <script>alert(1)</script>",
                "`<script>alert(1)</script>`",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "&#60;script&#62;alert(1)&#60;/script&#62;",
                "\u202E<script>alert(1)</script>\u200B",
                "容器<script>alert(1)</script>镜像",
            })
    void nothingActive(String markdown) {
        String html = render(markdown);
        assertThat(withoutText(html)).doesNotContainPattern(ACTIVE);
    }

    // Tags with their attributes; what stands between them is text, escaped or not our matter.
    private static String withoutText(String html) {
        return String.join(
                "",
                Pattern.compile("<[^>]*>")
                        .matcher(html)
                        .results()
                        .map(r -> r.group())
                        .toList());
    }

    @Test
    void dropsTheAddressAndKeepsTheWords() {
        assertThat(render("[x](javascript:alert(1))"))
                .isEqualTo("<p><a href=\"\" rel=\"noopener noreferrer\">x</a></p>\n");
        assertThat(render("[x](https://docs.docker.com/?a=1&b=2)"))
                .isEqualTo(
                        "<p><a href=\"https://docs.docker.com/?a=1&amp;b=2\" rel=\"noopener noreferrer\">x</a></p>\n");
    }

    @Test
    void showsRawHtmlAsText() {
        assertThat(render("a <b>c</b>")).isEqualTo("<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
    }

    // Each fits into the 256 KiB that a text may have.
    @ParameterizedTest
    @ValueSource(strings = {">", "[", "*a ", "- ", "1. ", "<b>", "`", "![", "| "})
    void manyOpeningsEnd(String opening) {
        assertThat(render(opening.repeat(20_000) + "x")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'*a ',b*", "'**a ',b**", "'![a ',](b)", "*_a,b_*", "[![a](b),](c)"})
    void deepInlineNestingIsNoTrouble(String opening, String closing) {
        String deep = opening.repeat(3_990 / (opening + closing).length());
        String text = "# t\n\n" + deep + "x" + closing.repeat(deep.length() / opening.length());

        assertThat(TextFile.parse(text).problems())
                .isNotEmpty()
                .doesNotContain(new TextProblem(3, "a paragraph of more than 4000 characters"));
        assertThat(render(text)).isNotEmpty();
    }

    @Test
    void longParagraphsAreRefusedBeforeTheyAreParsed() {
        assertThat(TextFile.parse("# t\n\n" + "*_a".repeat(40_000) + "b_*".repeat(40_000))
                        .problems())
                .containsExactly(new TextProblem(3, "a paragraph of more than 4000 characters"));
        assertThat(TextFile.parse("# t\n\n" + ("a".repeat(99) + "\n").repeat(40) + "\nb")
                        .problems())
                .isEmpty();
        assertThat(TextFile.parse("# t\n\n" + ("a".repeat(99) + "\n").repeat(41))
                        .problems())
                .containsExactly(new TextProblem(43, "a paragraph of more than 4000 characters"));
    }

    @Test
    void deepNestingIsToldToTheAuthor() {
        assertThat(TextFile.parse("# t\n\n" + "*_a".repeat(300) + "x" + "b_*".repeat(300))
                        .problems())
                .contains(new TextProblem(3, "marks inside marks, too many levels deep"));
    }
}
