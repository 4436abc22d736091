package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A reader wants to know what a word means, with a mouse, a keyboard and a finger, in a real browser. */
@Tag("browser")
class GlossaryBrowserTest {
    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.pages();

    @Test
    void theMeaningComesWithTheMouseAndStaysWhileItIsRead() throws IOException {
        try (BrowserContext window = SITE.window()) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/lessons/layers?lang=zh-CN");
            Locator term = page.locator("a[data-term=layer]");
            Locator meaning = page.locator("#term-layer");
            assertThat(meaning).isHidden();
            // Who cannot see it hears it with the word.
            assertThat(term).hasAccessibleDescription(java.util.regex.Pattern.compile(".*层是只读的.*"));

            term.hover();
            assertThat(meaning).isVisible();
            assertThat(meaning).containsText("layer");
            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            Browser.screenshot(page, "term-meaning");

            meaning.hover();
            page.locator("h1").hover();
            assertThat(meaning).isHidden();
            term.hover();
            assertThat(meaning).isVisible();
            page.keyboard().press("Escape");
            assertThat(meaning).isHidden();
        }
    }

    @Test
    void theMeaningComesWithTheFocusAndOneAtATime() {
        try (BrowserContext window = SITE.window()) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/lessons/layers?lang=en");
            page.locator("a[data-term=layer]").focus();
            assertThat(page.locator("#term-layer")).isVisible();

            page.keyboard().press("Tab");
            assertThat(page.locator("a[data-term=union-file-system]")).isFocused();
            assertThat(page.locator("#term-layer")).isHidden();
            assertThat(page.locator("#term-union-file-system")).isVisible();
        }
    }

    @Test
    void aFingerOpensItInsideTheScreenAndClosesItElsewhere() {
        NewContextOptions phone =
                new NewContextOptions().setViewportSize(375, 667).setHasTouch(true);
        try (BrowserContext window = SITE.window(phone)) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/lessons/layers?lang=en");
            Locator meaning = page.locator("#term-union-file-system");
            page.locator("a[data-term=union-file-system]").tap();
            assertThat(meaning).isVisible();
            assertThat(page).hasURL(SITE.origin() + "/lessons/layers?lang=en");
            var box = meaning.boundingBox();
            assertThat(box.x).isGreaterThanOrEqualTo(0);
            assertThat(box.x + box.width).isLessThanOrEqualTo(375);

            page.locator("h1").tap();
            assertThat(meaning).isHidden();
        }
    }

    @Test
    void allWordsAreOnOnePage() throws IOException {
        try (BrowserContext window = SITE.window()) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/?lang=zh-CN");
            page.locator("a.site-link").click();
            assertThat(page.locator("h1")).hasText("术语表");
            Locator entry = page.locator("#copy-on-write");
            assertThat(entry.locator("dt")).containsText("写时复制");
            assertThat(entry.locator("dt")).containsText("copy on write");
            assertThat(entry.locator("a[href='/lessons/copy-on-write']")).hasText("写时复制");
            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            Browser.screenshot(page, "glossary");
        }
    }
}
