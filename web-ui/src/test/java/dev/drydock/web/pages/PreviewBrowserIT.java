package dev.drydock.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.drydock.web.ServerFixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A student who publishes a web server and opens it in the browser. */
@Tag("browser")
@Tag("kernel")
class PreviewBrowserIT {
    private static final String PUBLISH = "docker run -d --name site -p 8080:80 busybox sh -c \"mkdir -p /w/cgi-bin;"
            + " echo hello of the container >/w/index.html;"
            + " printf '#!/bin/sh\\nprintf \\x22Set-Cookie: a=b; Domain=localhost\\\\r\\\\nClear-Site-Data: *\\\\r\\\\n\\\\r\\\\ncookies [%%s]\\x22"
            + " \\x22\\$HTTP_COOKIE\\x22\\n' >/w/cgi-bin/x; chmod +x /w/cgi-bin/x; httpd -f -h /w\"";
    /** After the head of the request it answers as a WebSocket does, and then with what comes. */
    private static final String ECHO = "docker run -d --name echo -p 8081:80 busybox nc -ll -p 80 -e sh -c"
            + " 'while read -r l && [ ${#l} -gt 1 ]; do :; done;"
            + " printf \"HTTP/1.1 101 Switching\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n\\r\\n\"; cat'";

    @RegisterExtension
    static final InBrowser<ServerFixture> SITE = InBrowser.server();

    @Test
    void aPublishedPortIsAPageOfItsOwn() throws IOException {
        // The student's site has no icon.
        SITE.expectComplaint("404");
        try (BrowserContext window = SITE.window(new NewContextOptions())) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/lessons/hello-world");
            assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
            Locator ports = page.locator("[data-ports]");
            assertThat(ports).isHidden();

            type(page, PUBLISH);
            Locator link = ports.locator("a");
            assertThat(link).hasText("8080 → site:80/tcp");
            Page site = window.waitForPage(link::click);
            assertThat(site.locator("body")).hasText("hello of the container");

            URI address = URI.create(site.url());
            int port = address.getPort();
            String answer = ask(
                    port,
                    "GET /cgi-bin/x HTTP/1.1\r\nHost: " + address.getAuthority()
                            + "\r\nCookie: drydock-student=secret; theirs=1\r\nConnection: close\r\n\r\n");
            Assertions.assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("Set-Cookie: a=b\r\n", "cookies [theirs=1]")
                    .doesNotContainIgnoringCase("Domain=", "Clear-Site-Data");

            type(page, "docker run -d --name silent -p 8082:80 busybox sleep 1000");
            assertThat(link).hasCount(2);
            String silent = address.getAuthority().replace("8080-", "8082-");
            Assertions.assertThat(ask(port, get(silent)))
                    .startsWith("HTTP/1.1 502")
                    .contains("No answer yet");

            type(page, "docker stop -t 0 site silent");
            assertThat(ports).isHidden();
            Assertions.assertThat(ask(port, get(address.getAuthority()))).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void webSocketsPassAndOtherNamesGetNothing() throws IOException {
        try (BrowserContext window = SITE.window(new NewContextOptions())) {
            Page page = window.newPage();
            page.navigate(SITE.origin() + "/lessons/hello-world");
            assertThat(page.locator("lab-terminal")).hasAttribute("data-connection", "open");
            type(page, ECHO);
            Locator link = page.locator("[data-ports] a");
            assertThat(link).hasText("8081 → echo:80/tcp");
            URI address = URI.create(link.getAttribute("href"));
            int port = address.getPort();

            String echo = ask(
                    port,
                    "GET /chat HTTP/1.1\r\nHost: " + address.getAuthority()
                            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
                            + "\r\nSec-WebSocket-Version: 13\r\n\r\nping");
            Assertions.assertThat(echo).startsWith("HTTP/1.1 101").endsWith("\r\n\r\nping");

            String key = address.getHost().substring("8081-".length());
            for (String name :
                    new String[] {"8080-" + key, "22-" + key, "8081-" + "a".repeat(26) + ".localhost", "x.localhost"}) {
                Assertions.assertThat(ask(port, get(name + ":" + port)))
                        .as(name)
                        .startsWith("HTTP/1.1 404")
                        .doesNotContain("drydock-student");
            }
            // An absolute address counts, and must not differ from the host.
            Assertions.assertThat(ask(
                            port,
                            "GET http://" + address.getAuthority() + "/ HTTP/1.1\r\nHost: localhost:" + port
                                    + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    private static String get(String host) {
        return "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    /** What comes back until the connection ends, or a WebSocket has sent back what it was sent. */
    private static String ask(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int one = in.read(); one >= 0; one = in.read()) {
                answer.append((char) one);
                if (request.endsWith("ping") && answer.toString().endsWith("ping")) {
                    break;
                }
            }
            return answer.toString();
        }
    }

    private static void type(Page page, String command) {
        page.locator("lab-terminal textarea").focus();
        page.keyboard().type(command);
        page.keyboard().press("Enter");
    }
}
