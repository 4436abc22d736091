package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A student adds lab hosts, works on them and removes them, in a real browser. */
@Tag("browser")
class HostsBrowserTest {
    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.of(directory -> PagesFixture.withRules(directory, 2));

    private static Page open(BrowserContext window, String language) {
        Page page = window.newPage();
        page.navigate(SITE.origin() + "/lessons/hello-world?lang=" + language);
        assertThat(terminal(page, 1)).hasAttribute("data-connection", "open");
        return page;
    }

    private static Locator terminal(Page page, int host) {
        return page.locator("#terminal-" + host + "-1");
    }

    private static Locator tab(Page page, int host) {
        return page.locator("#tab-" + host);
    }

    private static Page withTwoHosts(BrowserContext window) {
        Page page = open(window, "en");
        page.locator("[data-action=add-host]").click();
        assertThat(terminal(page, 2)).hasAttribute("data-connection", "open");
        return page;
    }

    private static void type(Page page, int host, String command) {
        terminal(page, host).locator("textarea").focus();
        page.keyboard().type(command);
        page.keyboard().press("Enter");
    }

    private static Locator rows(Page page) {
        return page.locator("#picture-lifecycle [data-rows]");
    }

    @Test
    void anAddedHostIsShownAndThePicturesFollow() {
        try (BrowserContext window = SITE.window()) {
            Page page = withTwoHosts(window);
            assertThat(tab(page, 2)).hasAttribute("aria-selected", "true");
            assertThat(terminal(page, 1)).isHidden();

            type(page, 2, "docker create --name there hello-world");
            assertThat(rows(page)).containsText("there");

            tab(page, 1).click();
            assertThat(terminal(page, 2)).isHidden();
            type(page, 1, "docker create --name here hello-world");
            assertThat(rows(page)).containsText("here");
            assertThat(rows(page)).not().containsText("there");
            assertThat(page.locator(".token")).hasCount(1);
            page.keyboard().press("Shift+Escape");
            tab(page, 1).focus();
            page.keyboard().press("ArrowRight");
            assertThat(tab(page, 2)).isFocused();
            assertThat(rows(page)).containsText("there");
            Browser.screenshot(page, "hosts");
        }
    }

    @Test
    void aCommandOfTheTextIsTypedWhereTheStudentIs() {
        try (BrowserContext window = SITE.window()) {
            Page page = withTwoHosts(window);

            page.locator("button[data-action=run]").first().click();

            assertThat(rows(page)).containsText("hello-world");
            tab(page, 1).click();
            assertThat(rows(page)).not().containsText("hello-world");
        }
    }

    @Test
    void theLimitIsSaidAndARemovedHostMakesRoom() {
        // The browser itself complains about the refusal.
        SITE.expectComplaint("409");
        try (BrowserContext window = SITE.window()) {
            Page page = withTwoHosts(window);
            page.locator("[data-action=add-host]").click();
            assertThat(page.locator("[data-host-message]")).containsText("as many lab hosts as one may have");
            assertThat(page.locator(".host-tabs [role=tab]")).hasCount(2);

            page.onDialog(Dialog::accept);
            terminal(page, 2).locator("[data-action=remove-host]").click();

            assertThat(page.locator(".host-tabs [role=tab]")).hasCount(1);
            assertThat(terminal(page, 1)).isVisible();
            assertThat(terminal(page, 1).locator("[data-action=remove-host]")).hasCount(0);
            page.locator("[data-action=add-host]").click();
            assertThat(terminal(page, 2)).hasAttribute("data-connection", "open");
        }
    }

    @Test
    void aSecondPageHasBothAndSeesThatOneIsRemoved() {
        try (BrowserContext window = SITE.window()) {
            Page page = withTwoHosts(window);
            Page other = open(window, "zh-CN");
            tab(other, 2).click();
            assertThat(terminal(other, 2)).hasAttribute("data-connection", "open");

            page.onDialog(Dialog::accept);
            terminal(page, 2).locator("[data-action=remove-host]").click();

            assertThat(terminal(other, 2)).hasAttribute("data-connection", "removed");
            assertThat(terminal(other, 2).locator("[data-state=removed]")).hasText("这台实验主机已经删除。");
        }
    }

    @ParameterizedTest
    @CsvSource({"1366, 768", "390, 844"})
    void everybodyCanUseIt(int width, int height) throws IOException {
        try (BrowserContext window = SITE.window(new NewContextOptions().setViewportSize(width, height))) {
            Page page = withTwoHosts(window);
            Browser.screenshot(page, "hosts-" + width);

            assertThat(Browser.accessibilityProblems(page)).isEmpty();
            assertThat((boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
            tab(page, 1).click();
            assertThat(terminal(page, 1)).isVisible();
        }
    }
}
