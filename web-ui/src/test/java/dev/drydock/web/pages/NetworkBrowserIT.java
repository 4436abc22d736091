package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.drydock.web.ServerFixture;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A student who works with networks, and sees each change in the picture. */
@Tag("browser")
@Tag("kernel")
class NetworkBrowserIT {
    private static final double PATIENCE = 30_000;

    @RegisterExtension
    static final InBrowser<ServerFixture> SITE = InBrowser.server();

    private static void type(Page page, int host, String command) {
        page.locator("#terminal-" + host + "-1 textarea").focus();
        page.keyboard().type(command);
        page.keyboard().press("Enter");
    }

    private static Page open(BrowserContext window) {
        Page page = window.newPage();
        page.navigate(SITE.origin() + "/lessons/hello-world?lang=en");
        assertThat(page.locator("#terminal-1-1")).hasAttribute("data-connection", "open");
        page.locator("#picture-network > summary").click();
        return page;
    }

    private static BrowserContext window() {
        return SITE.window(new NewContextOptions().setViewportSize(1366, 900).setReducedMotion(ReducedMotion.REDUCE));
    }

    private static Locator sandbox(Page page, int host, String name) {
        return page.locator(
                "#picture-network .sandbox[data-key^='" + host + " ']",
                new Page.LocatorOptions().setHas(page.locator("text", new Page.LocatorOptions().setHasText(name))));
    }

    private static void says(Locator thing, String words) {
        assertThat(thing)
                .hasAttribute("aria-label", Pattern.compile(words), new HasAttributeOptions().setTimeout(PATIENCE));
    }

    @Test
    void thePictureFollowsWhatDockerDoes() throws IOException {
        try (BrowserContext window = window()) {
            Page page = open(window);
            Locator lanes = page.locator("#picture-network .lane-name");
            assertThat(lanes).hasText(new String[] {"bridge"});

            type(page, 1, "docker network create --subnet 10.7.0.0/24 shore; docker network create --internal cellar");
            assertThat(lanes).hasText(new String[] {"bridge", "shore", "cellar"});
            assertThat(page.locator(".lane-stop")).hasCount(1);

            type(page, 1, "docker run -d --name web --network shore -p 8080:80 busybox sleep 1000");
            says(
                    sandbox(page, 1, "web"),
                    "eth0 10\\.7\\.0\\.2/24 ⇄ veth[0-9a-f]{7} · shore \\(br-.*answers to .*web.* 8080 → 80/tcp");
            assertThat(page.locator(".port-number")).hasText("8080");

            type(page, 1, "docker network connect bridge web");
            says(sandbox(page, 1, "web"), "eth1 172\\.17\\.0\\.2/16 ⇄ veth[0-9a-f]{7} · bridge \\(docker0\\)");
            assertThat(page.locator(".sandbox .wire")).hasCount(2);

            type(page, 1, "docker run -d --name guest --network container:web busybox sleep 1000");
            assertThat(page.locator(".sandbox.is-shared .sandbox-name")).hasText(new String[] {"web", "guest"});

            type(page, 1, "docker network disconnect bridge web; docker kill web guest");
            assertThat(page.locator(".sandbox.is-still .sandbox-fact")).hasText("exited");
            assertThat(page.locator(".sandbox .wire")).hasCount(0);

            type(page, 1, "docker rm web guest; docker network rm shore cellar");
            assertThat(page.locator(".sandbox")).hasCount(0);
            assertThat(lanes).hasText(new String[] {"bridge"});
        }
    }

    @Test
    void anOverlayNetworkRunsThroughBothLabHosts() throws IOException {
        try (BrowserContext window = window()) {
            Page page = open(window);
            page.locator("[data-action=add-host]").click();
            assertThat(page.locator("#terminal-2-1"))
                    .hasAttribute("data-connection", "open", new HasAttributeOptions().setTimeout(PATIENCE));
            assertThat(page.locator(".lab-host")).hasCount(2);

            // Its engine has no event of a network that the other lab host makes.
            type(page, 2, "docker network create -d overlay --attachable span");
            assertThat(page.locator("#picture-network .lane-name"))
                    .hasText(new String[] {"bridge", "span", "bridge", "span"});
            assertThat(page.locator(".tunnel-name")).hasText("VXLAN 4097");
            says(page.locator("[data-key^='1 sign']").last(), "host1 10\\.88\\.0\\.1 ⇄ host2 10\\.88\\.0\\.2");

            type(page, 2, "docker run -d --name pong --network span busybox sleep 1000");
            says(sandbox(page, 2, "pong"), "eth0 10\\.0\\.1\\.2/24");
            assertThat(page.locator("#picture-network [data-rows]"))
                    .containsText("host2: span", new ContainsTextOptions().setTimeout(PATIENCE));

            type(page, 2, "docker rm -f pong; docker network rm span");
            assertThat(page.locator("#picture-network .lane-name")).hasText(new String[] {"bridge", "bridge"});
        }
    }
}
