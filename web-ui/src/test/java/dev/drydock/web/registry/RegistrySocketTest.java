package dev.drydock.web.registry;

import static dev.drydock.web.registry.RegistryClient.ANN;
import static dev.drydock.web.registry.RegistryClient.bytes;
import static dev.drydock.web.registry.RegistryClient.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.labhost.LabId;
import dev.drydock.core.registry.RegistryLimits;
import dev.drydock.web.engineapi.RawClient;
import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes through a lab's socket is its student. */
class RegistrySocketTest {
    private static final LabId BOB = new LabId("bob");

    @TempDir
    Path directory;

    private final RegistryClient client = new RegistryClient(RegistryLimits.DEFAULT);

    @BeforeEach
    void open() {
        client.server.open(ANN, ann());
        client.server.open(BOB, bob());
    }

    @AfterEach
    void close() {
        client.close();
        assertThat(ann()).doesNotExist();
    }

    private Path ann() {
        return directory.resolve("ann.sock");
    }

    private Path bob() {
        return directory.resolve("bob.sock");
    }

    private static Answer call(Path socket, String method, String target, String body, String... headers)
            throws IOException {
        try (RawClient raw = new RawClient(socket)) {
            raw.request(method, target, body, headers);
            Answer head = raw.readHead();
            return new Answer(head.status(), head.headers(), raw.readBody(head));
        }
    }

    @Test
    void studentsPushBelowTheirNameAndReadEverything() throws IOException {
        String upload = "/blobs/uploads/?digest=" + digest("layer");
        assertThat(call(ann(), "POST", "/v2/ann/app" + upload, "layer").status())
                .isEqualTo(201);
        Answer denied = call(bob(), "POST", "/v2/ann/app" + upload, "layer");

        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.body())
                .isEqualTo(
                        "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"you may push to and delete from repositories"
                                + " below bob/ only, such as bob/app: ann/app is not one of yours\",\"detail\":[]}]}");
        assertThat(call(bob(), "GET", "/v2/ann/app/blobs/" + digest("layer"), "")
                        .body())
                .isEqualTo("layer");
        assertThat(call(bob(), "DELETE", "/v2/ann/app/blobs/" + digest("layer"), "")
                        .status())
                .isEqualTo(403);
        assertThat(call(ann(), "DELETE", "/v2/ann/app/blobs/" + digest("layer"), "")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aLoginIsTheStudentsOwn() throws IOException {
        for (String user : List.of("ann:secret", "ann:", "ann:a:b")) {
            assertThat(call(ann(), "GET", "/v2/", "", basic(user)).status())
                    .as(user)
                    .isEqualTo(200);
        }
        for (String user : List.of("bob:secret", "ann", ":", "ann2:x")) {
            Answer refused = call(ann(), "GET", "/v2/", "", basic(user));
            assertThat(refused.status()).as(user).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Basic realm=\"registry.lab\"");
            assertThat(refused.body()).contains("you are ann here: log in by that name");
        }
        assertThat(call(ann(), "GET", "/v2/", "", "Authorization: Basic ???").status())
                .isEqualTo(401);
    }

    @Test
    void anInstructorPushesAnywhereWithThePassword() throws IOException {
        String upload = "/blobs/uploads/?digest=" + digest("layer");
        String instructor = basic(InstructorLogin.USER + ":" + RegistryClient.INSTRUCTORS.password());

        for (String repository : List.of("library/course", "bob/app", "alone")) {
            assertThat(call(ann(), "POST", "/v2/" + repository + upload, "layer", instructor)
                            .status())
                    .as(repository)
                    .isEqualTo(201);
        }
        assertThat(call(bob(), "POST", "/v2/library/course" + upload, "layer").status())
                .isEqualTo(403);
    }

    @Test
    void withoutThePasswordNobodyIsAnInstructor() throws IOException {
        for (String password : List.of("", "open sesame ", "Open sesame", "open")) {
            Answer refused = call(ann(), "GET", "/v2/", "", basic(InstructorLogin.USER + ":" + password));
            assertThat(refused.status()).as(password).isEqualTo(401);
            assertThat(refused.body()).contains("this is not the password of instructor");
        }
        Path socket = directory.resolve("instructor.sock");
        client.server.open(new LabId(InstructorLogin.USER), socket);

        assertThat(call(socket, "GET", "/v2/", "", basic(InstructorLogin.USER + ":mine"))
                        .status())
                .as("a student who is called so")
                .isEqualTo(401);
        assertThat(call(socket, "POST", "/v2/library/x/blobs/uploads/?digest=" + digest("layer"), "layer")
                        .status())
                .isEqualTo(403);
    }

    private static String basic(String credentials) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes(credentials));
    }

    @Test
    void aLabHasAnEndOfConnectionsAndTheNextLabDoesNotNotice() throws IOException {
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < RegistryServer.CONNECTIONS_PER_LAB; i++) {
                RawClient raw = new RawClient(ann());
                idle.add(raw);
                raw.request("GET", "/v2/", "");
                assertThat(raw.readHead().status()).isEqualTo(200);
            }
            try (RawClient oneTooMany = new RawClient(ann())) {
                Answer refused = oneTooMany.readHead();
                assertThat(refused.status()).isEqualTo(503);
                assertThat(oneTooMany.readBody(refused)).contains("TOOMANYREQUESTS");
            }
            assertThat(call(bob(), "GET", "/v2/", "").status()).isEqualTo(200);
        } finally {
            for (RawClient raw : idle) {
                raw.close();
            }
        }
    }

    @Test
    void whatIsNotEvenHttpIsAnsweredInTheSameForm() throws IOException {
        try (RawClient raw = new RawClient(ann())) {
            raw.send("GET /v2/ HTTP/9.9\r\n\r\n");
            Answer refused = raw.readHead();
            assertThat(refused.status()).isEqualTo(505);
            assertThat(raw.readBody(refused)).startsWith("{\"errors\":[{\"code\":\"UNSUPPORTED\"");
        }
    }
}
