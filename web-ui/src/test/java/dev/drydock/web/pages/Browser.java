package dev.drydock.web.pages;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Chromium, driven from this process. Playwright's driver comes from npm, the browser from the machine. */
public final class Browser implements AutoCloseable {
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");
    /** In milliseconds; machines that test are slow now and then. */
    private static final double PATIENCE = 20_000;

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Path AXE = Path.of("node_modules/axe-core/axe.min.js");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    public Browser() throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        System.setProperty("playwright.cli.dir", driver().toString());
        playwright = Playwright.create(new CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        executable("node").toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable("chromium"))
                        .setArgs(ARGUMENTS));
    }

    /** Where Playwright for Java looks for the driver: a folder that holds npm's module under the name "package". */
    private static Path driver() throws IOException {
        Path directory = Files.createDirectories(Path.of("target/playwright-driver"));
        Path link = directory.resolve("package");
        if (Files.notExists(link)) {
            Files.createSymbolicLink(
                    link, Path.of("node_modules/playwright-core").toAbsolutePath());
        }
        return directory.toAbsolutePath();
    }

    private static Path executable(String name) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("browser tests need " + name));
    }

    /** A window with cookies of its own; what its console complains about is kept. */
    public BrowserContext window(com.microsoft.playwright.Browser.NewContextOptions options) {
        BrowserContext window = chromium.newContext(options);
        window.onConsoleMessage(message -> {
            if (!message.type().equals("log")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        window.onWebError(error -> complaints.add("error: " + error.error()));
        return window;
    }

    /** Warnings and errors of all pages so far: scripts that failed, styles that the policy refused. */
    public List<String> complaints() {
        return complaints;
    }

    /** What axe finds wrong with a page for people with disabilities, one line for each kind. */
    public static List<?> accessibilityProblems(Page page) throws IOException {
        page.evaluate(Files.readString(AXE));
        return (List<?>) page.evaluate("async () => (await axe.run()).violations.map("
                + "({id, nodes}) => id + ': ' + nodes.map(({target}) => target.join(' ')).join(', '))");
    }

    public static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
