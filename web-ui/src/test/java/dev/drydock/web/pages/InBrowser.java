package dev.drydock.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import dev.drydock.web.ServerFixture;
import dev.drydock.web.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A browser and the site that it visits, for all tests of a class. A page that complains fails the test. */
final class InBrowser<S extends Site> implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final Opening<S> opening;
    private final List<String> expected = new ArrayList<>();
    private @Nullable Path directory;
    private @Nullable S site;
    private @Nullable Browser browser;

    private InBrowser(Opening<S> opening) {
        this.opening = opening;
    }

    /** Opens a site that keeps its files in this directory. */
    @FunctionalInterface
    interface Opening<S> {
        S open(Path directory) throws IOException;
    }

    /** Writes content below this directory, and says where. */
    @FunctionalInterface
    interface Writing {
        Path write(Path directory) throws IOException;
    }

    /** The courses that are shipped, on simulated lab hosts. */
    static InBrowser<PagesFixture> pages() {
        return new InBrowser<>(PagesFixture::new);
    }

    /** The same of a site of one's own. */
    static <S extends Site> InBrowser<S> of(Opening<S> opening) {
        return new InBrowser<>(opening);
    }

    /** Lessons of the test's own, on simulated lab hosts. */
    static InBrowser<PagesFixture> lesson(Writing writing) {
        return new InBrowser<>(directory ->
                PagesFixture.withRules(Files.createDirectories(directory.resolve("run")), 1, writing.write(directory)));
    }

    /** The courses that are shipped, on real lab hosts. */
    static InBrowser<ServerFixture> server() {
        return new InBrowser<>(directory -> new ServerFixture(directory.resolve("d")));
    }

    /** Lessons of the test's own, on real lab hosts. */
    static InBrowser<ServerFixture> server(Writing writing) {
        return new InBrowser<>(directory -> new ServerFixture(directory.resolve("d"), writing.write(directory)));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("drydock-site");
        site = opening.open(directory);
        browser = new Browser();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> unexpected = complaints().stream()
                .filter(complaint -> expected.stream().noneMatch(complaint::contains))
                .toList();
        complaints().clear();
        expected.clear();
        assertThat(unexpected).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (site != null) {
            site.close();
        }
        Trees.delete(directory());
    }

    Path directory() {
        return Objects.requireNonNull(directory);
    }

    S site() {
        return Objects.requireNonNull(site);
    }

    private Browser browser() {
        return Objects.requireNonNull(browser);
    }

    /** Complaints in which these words are belong to what the test tries. */
    void expectComplaint(String words) {
        expected.add(words);
    }

    /** What pages of the test have complained about so far. */
    List<String> complaints() {
        return browser().complaints();
    }

    String origin() {
        return site().origin();
    }

    /** A window of a laptop, with cookies of its own. */
    BrowserContext window() {
        return window(new NewContextOptions().setViewportSize(1366, 768));
    }

    BrowserContext window(NewContextOptions options) {
        return browser().window(options);
    }
}
