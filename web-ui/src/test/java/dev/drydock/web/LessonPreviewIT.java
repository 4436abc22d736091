package dev.drydock.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.lessons.format.NewLesson;
import dev.drydock.web.pages.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Somebody writes a lesson in no course, with the preview beside it: the command itself, a real lab host, a real browser. */
@Tag("kernel")
@Tag("dockercli")
@Tag("browser")
@Timeout(180)
class LessonPreviewIT {
    private static final String SCREEN =
            "() => { const buffer = document.querySelector('lab-terminal').terminal.buffer.active;"
                    + " return [...Array(buffer.length).keys()].map((line) => buffer.getLine(line).translateToString(true)).join('\\n'); }";

    @TempDir
    private Path directory;

    private Path data;
    private Path lesson;
    private BufferedReader printed;
    private CompletableFuture<Integer> command;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        data = Files.createTempDirectory(Path.of("/tmp"), "drydock-preview-");
        Path course = Files.createDirectory(directory.resolve("course"));
        Files.writeString(course.resolve("course.yaml"), "title: {en: a, zh-CN: b}\n");
        lesson = Files.move(NewLesson.write(course, "mine"), directory.resolve("mine"));
        PipedReader reader = new PipedReader();
        PrintWriter writer = new PrintWriter(new PipedWriter(reader), true);
        printed = new BufferedReader(reader);
        CommandLine line = new CommandLine(new LessonPreviewCommand()).setOut(writer);
        command = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("command")
                .start(() -> command.complete(
                        line.execute("--content", "../content", "--data", data.toString(), lesson.toString())));
        browser = new Browser();
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        if (!command.isDone()) {
            end();
        }
    }

    private void end() throws IOException, InterruptedException, ExecutionException {
        try (SocketChannel admin = SocketChannel.open(UnixDomainSocketAddress.of(data.resolve("admin.sock")))) {
            String request = "POST /stop HTTP/1.1\r\nHost: drydock\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            admin.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            command.get();
        }
    }

    private String address() throws IOException {
        String line = Objects.requireNonNull(printed.readLine());
        assertThat(line)
                .startsWith("Drydock shows " + lesson + " at http://127.0.0.1:")
                .endsWith("/lessons/mine");
        assertThat(printed.readLine()).isEqualTo("What you save is shown at once. Ctrl+C ends it.");
        return line.substring(line.indexOf("http:"));
    }

    /** As many editors do: a new file in the place of the old one. */
    private void save(String file, String old, String next) throws IOException {
        String text = Files.readString(lesson.resolve(file));
        assertThat(text).contains(old);
        Path fresh = Files.writeString(lesson.resolve(file + "~"), text.replace(old, next));
        Files.move(fresh, lesson.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private int lineOf(String begin) throws IOException {
        List<String> lines = Files.readAllLines(lesson.resolve("text.en.md"));
        return 1
                + lines.indexOf(lines.stream()
                        .filter(line -> line.startsWith(begin))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void whatIsSavedIsShownAndWhatIsWrongIsSaid() throws Exception {
        try (BrowserContext window = browser.window(new NewContextOptions().setViewportSize(1366, 900))) {
            Page page = window.newPage();
            page.navigate(address() + "?lang=en");
            Locator problems = page.locator("[data-draft] ul li");
            Locator first = page.locator("section.step").first();
            Locator title = first.locator("h2");
            assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
            assertThat(page.locator("[data-draft-fine]")).isVisible();
            page.evaluate("() => { window.stays = document.querySelector('lab-terminal'); }");
            page.locator("lab-terminal textarea")
                    .pressSequentially("echo $((6*7))-stays; docker create --name early busybox\n");
            page.waitForFunction("() => (" + SCREEN + ")().includes('42-stays')");

            save("text.en.md", "## ", "## Written anew: ");
            assertThat(title).containsText("Written anew: ");

            save("text.en.md", "```run\n", "<b>Raw</b>\n\n```run\n");
            assertThat(problems.first()).containsText("text.en.md:" + lineOf("<b>Raw"));
            assertThat(printed.readLine()).startsWith(lesson + "/text.en.md:" + lineOf("<b>Raw") + ": ");
            assertThat(title).containsText("Written anew: ");
            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            Browser.screenshot(page, "preview");

            save("text.en.md", "<b>Raw</b>\n\n", "");
            assertThat(problems).hasCount(0);
            assertThat(page.locator("[data-draft-fine]")).isVisible();

            assertThat(page.evaluate("() => window.stays === document.querySelector('lab-terminal')"))
                    .isEqualTo(true);
            assertThat(page.evaluate(SCREEN).toString()).contains("42-stays");
            assertThat(browser.complaints()).isEmpty();
        }
        end();
        assertThat(command).isCompletedWithValue(0);
        assertThat(data).doesNotExist();
    }
}
