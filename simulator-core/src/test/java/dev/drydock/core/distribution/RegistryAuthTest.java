package dev.drydock.core.distribution;

import static dev.drydock.core.distribution.DistributionFixture.HOST;
import static dev.drydock.core.distribution.DistributionFixture.image;
import static dev.drydock.core.distribution.DistributionFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.SimulatedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Challenges of registries, and the credentials that answer them. */
@Timeout(60)
class RegistryAuthTest {
    private static final RegistryAuth ANNA = new RegistryAuth("anna", "secret", "", "");
    private static final String BASIC = "Basic YW5uYTpzZWNyZXQ=";
    private final DistributionFixture fixture = new DistributionFixture();

    /** A registry that wants this header, and challenges so. */
    private void wants(String header, String challenge) {
        fixture.publish("app", "1", layer("a"));
        fixture.server
                .network()
                .put(
                        HOST,
                        request -> header.equals(request.headers().get("Authorization"))
                                ? fixture.registry.answer(request)
                                : SimulatedResponse.of(401, Map.of("WWW-Authenticate", challenge), new byte[0]));
    }

    private void realm(String body) {
        fixture.server
                .network()
                .put("auth.example", _ -> SimulatedResponse.of(200, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private void pull(RegistryAuth auth) {
        fixture.pull(fixture.engine, new PullRequest(image("app:1"), false, Optional.empty(), auth));
    }

    private List<RegistryRequest> toRealm() {
        return fixture.server.network().requests().stream()
                .filter(request -> request.uri().getAuthority().equals("auth.example"))
                .toList();
    }

    @Test
    void aPasswordIsSentWhenItIsAskedForAndThenAlways() {
        wants(BASIC, "Basic realm=\"x\"");

        pull(ANNA);

        assertThat(fixture.server.network().requests().getFirst().headers()).doesNotContainKey("Authorization");
        assertThat(fixture.server.network().requests().stream().skip(1))
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("Authorization", BASIC));
    }

    @Test
    void aTokenIsFetchedOnceForAllRequests() {
        wants("Bearer t1", "Bearer realm=\"https://auth.example/token\",service=\"reg\",scope=\"whatever\"");
        realm("{\"token\":\"t1\"}");

        pull(ANNA);

        assertThat(toRealm()).singleElement().satisfies(request -> {
            assertThat(request.uri().toString())
                    .isEqualTo("https://auth.example/token?service=reg&scope=repository%3Aapp%3Apull&account=anna");
            assertThat(request.headers()).containsEntry("Authorization", BASIC);
            assertThat(request.isConfined()).isTrue();
        });
    }

    @Test
    void whoHasNoPasswordGetsATokenForEverybody() {
        wants("Bearer t2", "Bearer realm=\"https://auth.example/token\",service=\"reg\"");
        realm("{\"access_token\":\"t2\"}");

        pull(RegistryAuth.NONE);

        assertThat(toRealm().getFirst().headers()).isEmpty();
    }

    @Test
    void anIdentityTokenIsExchanged() throws IOException {
        wants("Bearer t3", "Bearer realm=\"https://auth.example/token\",service=\"reg\"");
        realm("{\"access_token\":\"t3\"}");

        pull(new RegistryAuth("", "", "refresh&me", ""));

        RegistryRequest request = toRealm().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        try (InputStream content = request.content().orElseThrow().source().open()) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("grant_type=refresh_token&refresh_token=refresh%26me&service=reg&client_id=docker"
                            + "&scope=repository%3Aapp%3Apull");
        }
    }

    @Test
    void aRegistryTokenIsSentAsItIs() {
        wants("Bearer mine", "Bearer realm=\"https://auth.example/token\"");

        pull(new RegistryAuth("", "", "", "mine"));

        assertThat(toRealm()).isEmpty();
    }

    @Test
    void aWrongPasswordIsNotSentForEver() {
        wants("Basic other", "Basic realm=\"x\"");

        assertThatThrownBy(() -> pull(ANNA)).hasMessage("unauthorized: authentication required");
        assertThat(fixture.server.network().requests()).hasSizeLessThan(5);
    }

    @Test
    void tooLittleScopeIsAPullAccessDenied() {
        wants("Bearer other", "Bearer realm=\"https://auth.example/token\",error=\"insufficient_scope\"");
        realm("{\"token\":\"t\"}");

        assertThatThrownBy(() -> pull(RegistryAuth.NONE))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("pull access denied for registry.example/app, repository does not exist or may require"
                        + " 'docker login': denied: requested access to the resource is denied");
    }

    @Test
    void aTokenThatWouldAddAHeaderIsRefused() {
        wants("Bearer x", "Bearer realm=\"https://auth.example/token\"");
        realm("{\"token\":\"x\\r\\nHost: y\"}");

        assertThatThrownBy(() -> pull(RegistryAuth.NONE))
                .hasMessage("authorization server did not include a token in the response");
    }

    @Test
    void aLoginSucceedsOrSaysWhyNot() {
        wants(BASIC, "Basic realm=\"x\"");

        fixture.engine.distribution().logIn(HOST, ANNA);

        assertThatThrownBy(() -> fixture.engine.distribution().logIn(HOST, new RegistryAuth("anna", "x", "", "")))
                .isInstanceOf(EngineException.Unauthorized.class)
                .hasMessage("login attempt to https://registry.example/v2/ failed with status: 401 Unauthorized");
    }

    /** The own registry when it knows the labs' tokens and one password. */
    private void ownRegistryWants(String header) {
        String refusal = "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"not the password\"}]}";
        fixture.server.network().put("127.0.0.1:5000", request -> {
            String given = request.headers().get("Authorization");
            return header.equals(given)
                    ? fixture.server.ownRegistry().answer(request)
                    : SimulatedResponse.of(
                            401,
                            Map.of("WWW-Authenticate", "Basic realm=\"registry.lab\""),
                            refusal.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void atTheOwnRegistryOneIsWhoOneIs() {
        ownRegistryWants("nobody is asked");

        fixture.engine.distribution().logIn("registry.lab:5000", new RegistryAuth("lab", "any", "", ""));
        assertThatThrownBy(() -> fixture.engine.distribution().logIn("registry.lab:5000", ANNA))
                .isInstanceOf(EngineException.Unauthorized.class)
                .hasMessage("Get \"http://registry.lab:5000/v2/\": unauthorized: not the password");
    }

    @Test
    void whoHasAPasswordOfTheOwnRegistryIsKnownByIt() {
        ownRegistryWants(BASIC);

        fixture.engine.distribution().logIn("registry.lab:5000", ANNA);
        int logins = fixture.server.network().requests().size();
        pull("registry.lab:5000/library/busybox:latest", ANNA);

        assertThat(fixture.server.network().requests())
                .hasSizeGreaterThan(logins)
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("Authorization", BASIC));
    }

    @Test
    void whatIsForDockerHubIsNotToldToTheOwnRegistry() {
        pull("busybox:latest", ANNA);

        assertThat(fixture.server.network().requests())
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request.headers()).containsEntry("Authorization", "Bearer token-of-the-lab"));
    }

    private void pull(String reference, RegistryAuth auth) {
        fixture.pull(fixture.engine, new PullRequest(ImageReference.parse(reference), false, Optional.empty(), auth));
    }

    @Test
    void aLoginAtARealmThatRefusesItSaysSo() {
        wants("Bearer x", "Bearer realm=\"https://auth.example/token\"");
        fixture.server.network().put("auth.example", _ -> SimulatedResponse.of(401, Map.of(), new byte[0]));

        assertThatThrownBy(() -> fixture.engine.distribution().logIn(HOST, ANNA))
                .isInstanceOf(EngineException.Unauthorized.class)
                .hasMessage("Get \"https://registry.example/v2/\": unauthorized: incorrect username or password");
    }

    @Test
    void challengesAreReadAsTheyAreWritten() {
        assertThat(Challenge.read(
                        List.of("Bearer realm=\"https://a/b?c=d,e\" , service = \"x\\\"y\",scope=z", "Basic", "=", "")))
                .containsExactly(
                        new Challenge("bearer", Map.of("realm", "https://a/b?c=d,e", "service", "x\"y", "scope", "z")),
                        new Challenge("basic", Map.of()));
    }
}
