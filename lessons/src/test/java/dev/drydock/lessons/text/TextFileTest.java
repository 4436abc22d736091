package dev.drydock.lessons.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.labhost.TerminalId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.text.TextFile.Explanation;
import dev.drydock.lessons.text.TextFile.Mark;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileTest {
    private static final String TEXT = """
            # Apart & back

            Before.

            ## Run it {#run}

            Text.

            ```run
            docker run hello-world
            ```

            > [!HINT]
            > First,
            >
            > ```
            > code
            > ```

            After.

            > [!HINT]
            > Second.

            > [!WRONG too-late]
            > It is *late*.
            >
            > Begin again.

            ## The *end* {#the-end}

            ![p](picture:lifecycle)
            """;

    @Test
    void takesTheTextApart() {
        TextFile file = TextFile.parse(TEXT);

        assertThat(file.problems()).isEmpty();
        assertThat(file.title()).isEqualTo("Apart & back");
        assertThat(file.introduction()).isEqualTo("Before.");
        assertThat(file.sections())
                .extracting(TextFile.Section::step)
                .containsExactly(new StepId("run"), new StepId("the-end"));
        TextFile.Section run = file.sections().getFirst();
        assertThat(run.line()).isEqualTo(5);
        assertThat(run.title()).isEqualTo("Run it");
        assertThat(run.body()).startsWith("Text.").endsWith("After.").doesNotContain("HINT", "First", "WRONG", "late");
        assertThat(run.hints()).containsExactly("First,\n\n```\ncode\n```", "Second.");
        assertThat(run.wrong()).containsExactly(new Explanation("too-late", 25, "It is *late*.\n\nBegin again."));
        assertThat(run.marks()).containsExactly(new Mark("run", "docker run hello-world", 9));
        assertThat(file.sections().getLast().marks()).containsExactly(new Mark("picture", "lifecycle", 32));
    }

    @Test
    void readsWindowsLineEndings() {
        TextFile file = TextFile.parse(TEXT.replace("\n", "\r\n"));

        assertThat(file.problems()).isEmpty();
        assertThat(file.sections().getFirst().hints()).hasSize(2);
        assertThat(file.sections().getFirst().marks()).containsExactly(new Mark("run", "docker run hello-world", 9));
    }

    @Test
    void headingInsideACodeBlockIsNoStep() {
        TextFile file = TextFile.parse("# t\n\n## a {#a}\n\n```dockerfile\n## not a step\nFROM x\n```\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.sections()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "## No id|3|a step's heading names its step: \"## Title {#step-id}\"",
                "## Bad {#A b}|3|\"A b\" is not an id: lower-case letters, digits and single hyphens, a letter first",
                "# Second|3|only the lesson's title is a heading of level 1",
                "<b>x</b>|3|raw HTML",
                "<div>\\n</div>|3|raw HTML",
                "a ![x](https://e.example/x.png)|3|only live pictures, each in a paragraph of its own: ![caption](picture:layers)",
                "![x](picture:nets)|3|unknown picture \"nets\"",
                "> [!NOTES]\\n> x|3|unknown callout [!NOTES]",
                "> [!NOTE] x|3|a callout's [!KIND] stands on a line of its own",
                "> > [!HINT]\\n> > x|3|a hint stands in its step, not inside another block",
                "> [!WRONG]\\n> x|3|a wrong answer is named: [!WRONG id]",
                "> [!NOTE id]\\n> x|3|beside [!NOTE] stands nothing",
                "> [!WRONG id]\\n> x|3|a wrong answer stands in its step",
                "> > [!WRONG id]\\n> > x|3|a wrong answer stands in its step, not inside another block",
                "## A {#a}\\n\\n> [!WRONG A]\\n> x|5|\"A\" is not an id: lower-case letters, digits and single hyphens, a letter first",
                "## A {#a}\\n\\n> [!WRONG b]\\n> x\\n\\n> [!WRONG b]\\n> x|8|a second explanation of the wrong answer b",
                "a\\n\\n```run\\n\\n```|5|a run block without a command",
                "```run\\na\\nb\\n```|3|a run block holds one line or one here-document; make one block for each command",
                "```run\\ncat <<'EOF'\\nEOF\\nls\\n```|3|a run block holds one line or one here-document; make one block for each command",
                "```run\\ncat <<EOF\\na\tb\\nEOF\\n```|3|a command with characters that cannot be seen",
                "```run\\nls \u202Ex\\n```|3|a command with characters that cannot be seen",
                "```file\\na\\n```|3|a file is named so: ```file path=/root/Dockerfile",
                "```file path=-a;b\\na\\n```|3|a file is named so: ```file path=/root/Dockerfile",
                "```file path=a\\nx\\nEOF\\nls\\n```|3|a line EOF would end the file that is typed",
                "```file path=a\\na\tb\\n```|3|a command with characters that cannot be seen",
                "```diagram\\n+-+\\n```|3|a diagram says beside its word what it shows, for those who cannot see it",
                "[x](port:web)|3|a port is named so: [the page](port:8080) or [the page](port:8080/path)",
                "[x](port:80/..?a)|3|a port is named so: [the page](port:8080) or [the page](port:8080/path)",
                "[x]: https://e.example/|3|write the address in the link itself",
                "这是**“粗体”**文字|3|\"**\" that is not taken as bold; put a space or no punctuation beside it",
            })
    void saysWhatIsWrongAndWhere(String markdown, int line, String sentence) {
        TextFile file = TextFile.parse("# t\n\n" + markdown.replace("\\n", "\n"));

        assertThat(file.problems()).contains(new TextProblem(line, sentence));
    }

    @Test
    void whatMustBeTheSameInEveryLanguageIsMarked() {
        TextFile file = TextFile.parse("# t\n\n## A {#a}\n\n```run once host=host2 terminal=logs interrupt\nls\n```\n\n"
                + "```file path=a\nx\n```\n\n```copy\nc\n```\n\n[x](port:80/y) [z](port:@{p})\n\n![w](picture:wire)\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.sections().getFirst().marks())
                .containsExactly(
                        new Mark("run", "ls", 5, 2, Optional.of(new TerminalId("logs")), "interrupt once"),
                        new Mark("file", "a\nx\n", 9),
                        new Mark("copy", "c\n", 13),
                        new Mark("port", "port:80/y", 17),
                        new Mark("port", "port:@{p}", 17),
                        new Mark("picture", "wire", 19));
    }

    @Test
    void wantsATitle() {
        assertThat(TextFile.parse("").problems())
                .isEqualTo(List.of(new TextProblem(1, "the text must begin with the lesson's title: \"# Title\"")));
    }
}
