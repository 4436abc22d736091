package dev.drydock.lessons.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.variable.Values;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LessonTextTest {
    private static String english(String markdown) {
        return LessonText.render(Locale.ENGLISH, Values.NONE, markdown);
    }

    private static String chinese(String markdown) {
        return LessonText.render(Locale.SIMPLIFIED_CHINESE, Values.NONE, markdown);
    }

    @Test
    void runBlockBecomesACommandWithAButton() {
        assertThat(english("```run\ndocker run busybox sh -c \"a && b\"\n```")).isEqualTo("""
                        <div class="run"><pre><code>docker run busybox sh -c &quot;a &amp;&amp; b&quot;</code></pre>\
                        <button type="button" data-action="run" data-command="docker run busybox sh -c &quot;a &amp;&amp; b&quot;">\
                        Run</button></div>
                        """);
        assertThat(chinese("```run\ndocker ps\n```")).contains(">运行</button>");
    }

    @Test
    void outputBlockIsNoCommand() {
        assertThat(english("```output\nHello\n```"))
                .isEqualTo(
                        "<figure class=\"output\"><figcaption>Output</figcaption><pre><samp>Hello\n</samp></pre></figure>\n");
    }

    @Test
    void otherBlocksNameTheirLanguage() {
        assertThat(english("```dockerfile\nFROM scratch\n```"))
                .isEqualTo("<pre><code class=\"language-dockerfile\">FROM scratch\n</code></pre>\n");
        assertThat(english("```\nplain\n```")).isEqualTo("<pre><code>plain\n</code></pre>\n");
    }

    @Test
    void calloutsHaveATitleInTheReadersLanguage() {
        assertThat(english("> [!LAB]\n> It differs.")).isEqualTo("""
                        <aside class="callout callout-lab"><p class="callout-title">In this lab</p>
                        <p>It differs.</p>
                        </aside>
                        """);
        assertThat(chinese("> [!PREDICT]\n>\n> 会怎样？")).contains("<p class=\"callout-title\">先猜一猜</p>\n<p>会怎样？</p>");
    }

    @Test
    void answerIsFolded() {
        assertThat(english("> [!ANSWER]\n> 127"))
                .startsWith("<details class=\"callout callout-answer\"><summary class=\"callout-title\">")
                .endsWith("<p>127</p>\n</details>\n");
    }

    @Test
    void quoteWithoutMarkerStaysAQuote() {
        assertThat(english("> said [!NOTE]")).startsWith("<blockquote>");
    }

    @Test
    void pictureIsAPlaceholder() {
        assertThat(english("![One layer & more](picture:layers)"))
                .isEqualTo("<figure class=\"picture\" data-picture=\"layers\">"
                        + "<figcaption>One layer &amp; more</figcaption></figure>\n");
    }

    @Test
    void headingsStartAtThree() {
        assertThat(english("# a\n\n#### b")).isEqualTo("<h3>a</h3>\n<h4>b</h4>\n");
    }

    @Test
    void tablesArePlain() {
        assertThat(english("| a |\n|---|\n| b |")).contains("<table>", "<th>a</th>", "<td>b</td>");
    }

    @Test
    void lineBreakBetweenChineseCharactersIsNoSpace() {
        assertThat(chinese("容器\n镜像，\n仓库 a\nb")).isEqualTo("<p>容器镜像，仓库 a\nb</p>\n");
    }
}
