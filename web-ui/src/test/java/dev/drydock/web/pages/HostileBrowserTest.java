package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What students name, print or put into images must stay data in every browser. */
@Tag("browser")
class HostileBrowserTest {
    private static final String MARKUP = "<img src=x onerror=window.stolen=1>";

    /** Letters that turn a line round, and one that turns all that follows. */
    private static final String RIGHT_TO_LEFT = "\u05d0\u05d1\u05d2\u202emoc";

    @RegisterExtension
    static final InBrowser<PagesFixture> SITE = InBrowser.pages();

    private final List<WebSocketRoute> terminals = new CopyOnWriteArrayList<>();
    private final List<String> typed = new CopyOnWriteArrayList<>();
    private BrowserContext window;
    private Page page;

    /** The page's sockets are connected to this test instead of the server. */
    @BeforeEach
    void open() {
        window = SITE.window();
        window.routeWebSocket(Pattern.compile("/lab/terminals/"), terminal -> {
            terminal.onMessage(frame -> {
                if (frame.binary()[0] == 0) {
                    typed.add(new String(frame.binary(), 1, frame.binary().length - 1, StandardCharsets.UTF_8));
                }
            });
            terminals.add(terminal);
        });
        window.routeWebSocket(Pattern.compile("/lab/live"), live -> live.send(hostileState()));
        page = window.newPage();
        page.navigate(SITE.origin() + "/lessons/hello-world?lang=en");
    }

    @AfterEach
    void close() {
        window.close();
    }

    private static String hostileState() {
        return """
                {"type": "engine",
                 "images": [{"id": "sha256:1", "references": ["HOSTILE"], "size": 1, "layers": [
                   {"chain": "sha256:2", "diff": "HOSTILE", "size": 1, "instruction": "HOSTILE"}]}],
                 "containers": [{"id": "c1", "name": "HOSTILE", "image": "sha256:1", "imageName": "HOSTILE",
                   "state": "running", "health": null, "exitCode": null, "command": "HOSTILE",
                   "ports": [{"address": "", "host": 8080, "container": "80/tcp"}], "shares": null, "joins": ["n1"],
                   "endpoints": [{"network": "n1", "device": "HOSTILE", "hostDevice": "HOSTILE", "address": "172.18.0.2",
                     "prefix": 16, "mac": "HOSTILE", "names": ["HOSTILE", "LONG", "RIGHT"]}]},
                   {"id": "c2", "name": "LONG", "image": "sha256:1", "imageName": "x", "state": "running",
                   "health": null, "exitCode": null, "command": "x", "ports": [], "shares": null, "joins": ["n2"],
                   "endpoints": [{"network": "n2", "device": "eth0", "hostDevice": "veth1", "address": "172.19.0.2",
                     "prefix": 16, "mac": "", "names": []}]}],
                 "networks": [
                   {"id": "n1", "name": "HOSTILE", "driver": "HOSTILE", "subnet": "HOSTILE", "gateway": "HOSTILE",
                    "device": "HOSTILE", "mode": null, "closed": false, "carrier": null},
                   {"id": "n2", "name": "LONG", "driver": "bridge", "subnet": "172.19.0.0/16", "gateway": "172.19.0.1",
                    "device": "br-1", "mode": null, "closed": true, "carrier": null},
                   {"id": "n3", "name": "RIGHT", "driver": "bridge", "subnet": "172.20.0.0/16", "gateway": "172.20.0.1",
                    "device": "br-2", "mode": null, "closed": false, "carrier": null}]}
                """.replace("HOSTILE", MARKUP).replace("LONG", "n".repeat(200)).replace("RIGHT", RIGHT_TO_LEFT);
    }

    private WebSocketRoute terminal() {
        page.waitForCondition(() -> !terminals.isEmpty());
        return terminals.getFirst();
    }

    private void print(String output) {
        terminal().send(output.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void markupInNamesIsText() {
        assertThat(page.locator("#picture-lifecycle [data-rows]")).containsText(MARKUP);
        assertThat(page.locator("#picture-layers [data-rows]")).containsText(MARKUP);
        assertThat(page.locator("[data-ports] li")).containsText(MARKUP);

        assertThat(page.locator(".workbench img")).hasCount(0);
        assertThat(page.evaluate("() => window.stolen")).isNull();
    }

    @Test
    void namesOfNetworksAreTextAndStayInTheirPlace() {
        page.locator("#picture-network > summary").click();
        Locator picture = page.locator("#picture-network");

        assertThat(picture.locator("[data-rows]")).containsText(MARKUP);
        assertThat(picture.locator("[data-rows]")).containsText("n".repeat(200));
        picture.locator("[data-key='1 c1']").focus();
        assertThat(picture.locator("[data-detail]")).containsText(MARKUP);
        assertThat(picture.locator("[data-detail]")).containsText(RIGHT_TO_LEFT);
        assertThat(picture.locator("img")).hasCount(0);
        assertThat(page.evaluate("() => window.stolen")).isNull();
        // No sign and no name is wider than the lab host, no page wider than the window.
        assertThat((Boolean) page.evaluate("() => { const wall = document.querySelector('.lab-host-wall')"
                        + ".getBoundingClientRect(); return [...document.querySelectorAll('.lane text, .sandbox text')]"
                        + ".every(each => each.getBoundingClientRect().right <= wall.right + 1); }"))
                .isTrue();
        assertThat((Boolean) page.evaluate(
                        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isTrue();
    }

    @Test
    void theContentSecurityPolicyStopsAPlantedScript() {
        SITE.expectComplaint("Content Security Policy");
        SITE.expectComplaint("404 (Not Found)");
        page.evaluate(
                "() => { const script = document.createElement('script'); script.textContent = 'window.stolen = 1';"
                        + " document.body.append(script); document.body.insertAdjacentHTML('beforeend', '" + MARKUP
                        + "'); }");
        page.waitForCondition(() -> !SITE.complaints().isEmpty());

        assertThat(page.evaluate("() => window.stolen")).isNull();
    }

    @Test
    void questionsInOldOutputAreNotAnsweredAgain() {
        print("old output\u001b[6n\u001b[c\u001b]10;?\u0007\u001bP$qm\u001b\\");
        terminal().send("caught-up");
        assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");

        print("\u001b[6n");
        page.waitForCondition(() -> !typed.isEmpty());

        // Only the last question was asked of this page.
        assertThat(typed).containsExactly("\u001b[1;11R");
    }

    @Test
    void outputDoesNotReachTheClipboard() {
        terminal().send("caught-up");
        page.evaluate(
                "() => { window.copied = []; navigator.clipboard.writeText = async text => { copied.push(text); };"
                        + " document.addEventListener('copy', () => copied.push('copy')); }");

        print("\u001b]52;c;c3RvbGVu\u0007\u001b]52;c;?\u0007 done");
        page.waitForFunction("() => document.querySelector('lab-terminal').terminal.buffer.active.getLine(0)"
                + ".translateToString().includes('done')");

        assertThat((List<?>) page.evaluate("() => window.copied")).isEmpty();
        assertThat(typed).isEmpty();
    }

    @Test
    void coloursArriveUnderTheContentSecurityPolicy() {
        print("\u001b[38;2;1;2;3mdeep\u001b[0m \u001b[31mred\u001b[0m");

        assertThat(page.locator(".xterm-rows span")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("deep")))
                .hasCSS("color", "rgb(1, 2, 3)");
        assertThat(page.locator(".xterm-rows span")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("red")))
                .hasCSS("color", "rgb(242, 139, 130)");
    }
}
