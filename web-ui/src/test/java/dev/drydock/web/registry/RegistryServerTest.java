package dev.drydock.web.registry;

import static dev.drydock.web.registry.RegistryClient.bytes;
import static dev.drydock.web.registry.RegistryClient.digest;
import static dev.drydock.web.registry.RegistryClient.header;
import static dev.drydock.web.registry.RegistryClient.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Tag;
import dev.drydock.core.registry.RegistryLimits;
import dev.drydock.core.registry.RepositoryPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryServerTest {
    private final RegistryClient client = new RegistryClient(RegistryLimits.DEFAULT);

    @AfterEach
    void close() {
        client.close();
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    void onlyTheEnginesOfThisServerMayAsk() throws IOException, InterruptedException {
        assertThat(client.call("GET", "/v2/").statusCode()).isEqualTo(200);
        assertThat(header(client.call("GET", "/v2/"), "Docker-Distribution-Api-Version"))
                .isEqualTo("registry/2.0");

        refused(client.anonymous("/v2/"), 401, "UNAUTHORIZED");
        refused(client.anonymous("/v2/", "Authorization", "Bearer "), 401, "UNAUTHORIZED");
        refused(client.anonymous("/v2/", "Authorization", "Bearer " + "0".repeat(64)), 401, "UNAUTHORIZED");
        refused(client.anonymous("/v2/", "Authorization", "Basic YW5uOng="), 401, "UNAUTHORIZED");
        assertThat(header(client.anonymous("/v2/x/tags/list"), "WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"registry.lab\"");
        assertThat(client.server.address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void comesInChunks() throws IOException, InterruptedException {
        HttpResponse<String> begun = client.call("POST", "/v2/ann/app/blobs/uploads/");
        assertThat(begun.statusCode()).isEqualTo(202);
        String place = header(begun, "Location");
        HttpResponse<String> first =
                client.call("PATCH", place, bytes("one "), "Content-Range", "0-3", "Content-Type", "text/plain");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(header(first, "Range")).isEqualTo("0-3");

        HttpResponse<String> again = client.call("PATCH", place, bytes("one "), "Content-Range", "0-3");
        refused(again, 416, "RANGE_INVALID");
        assertThat(header(again, "Range")).isEqualTo("0-3");
        assertThat(header(again, "Location")).isEqualTo(place);
        refused(client.call("PATCH", place, bytes("two"), "Content-Range", "4-9"), 400, "SIZE_INVALID");
        refused(client.call("PATCH", place, bytes("two"), "Content-Range", "x-9"), 416, "RANGE_INVALID");

        HttpResponse<String> status = client.call("GET", place);
        assertThat(status.statusCode()).isEqualTo(204);
        assertThat(header(status, "Range")).isEqualTo("0-3");
        assertThat(client.call("PATCH", place, bytes("two")).statusCode()).isEqualTo(202);
        HttpResponse<String> ended = client.call("PUT", place + "?digest=" + digest("one two"));
        assertThat(ended.statusCode()).isEqualTo(201);
        assertThat(header(ended, "Docker-Content-Digest"))
                .isEqualTo(digest("one two").toString());
        assertThat(client.call("GET", header(ended, "Location")).body()).isEqualTo("one two");
        refused(client.call("GET", place), 404, "BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void anotherDigestIsRefused() throws IOException, InterruptedException {
        String place = header(client.call("POST", "/v2/ann/app/blobs/uploads/"), "Location");
        refused(client.call("PUT", place + "?digest=" + digest("x"), bytes("y")), 400, "DIGEST_INVALID");
        refused(client.call("PUT", place + "?digest=" + digest("y"), bytes("y")), 404, "BLOB_UPLOAD_UNKNOWN");
        String other = header(client.call("POST", "/v2/ann/app/blobs/uploads/"), "Location");
        refused(client.call("PUT", other, bytes("y")), 400, "DIGEST_INVALID");
        refused(client.call("PUT", other + "?digest=sha256:../../x", bytes("y")), 400, "DIGEST_INVALID");
        refused(client.call("PUT", other + "?digest=sha512:" + "0".repeat(128), bytes("y")), 400, "DIGEST_INVALID");
        assertThat(client.call("DELETE", other).statusCode()).isEqualTo(204);
        refused(client.call("DELETE", other), 404, "BLOB_UPLOAD_UNKNOWN");
        refused(
                client.call("POST", "/v2/ann/app/blobs/uploads/?digest=" + digest("x"), bytes("y")),
                400,
                "DIGEST_INVALID");
        refused(client.call("HEAD", "/v2/ann/app/blobs/" + digest("y")), 404);
    }

    private static void refused(HttpResponse<String> head, int status) {
        assertThat(head.statusCode()).isEqualTo(status);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void givesOutPartsOfBlobs() throws IOException, InterruptedException {
        client.push("ann/app", "0123456789");
        String blob = "/v2/ann/app/blobs/" + digest("0123456789");

        HttpResponse<String> part = client.call("GET", blob, new byte[0], "Range", "bytes=2-4");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(client.call("GET", blob, new byte[0], "Range", "bytes=8-").body())
                .isEqualTo("89");
        assertThat(client.call("GET", blob, new byte[0], "Range", "bytes=-3").body())
                .isEqualTo("789");
        assertThat(client.call("GET", blob, new byte[0], "Range", "bytes=5-99").body())
                .isEqualTo("56789");
        for (String whole : List.of("bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=x")) {
            assertThat(client.call("GET", blob, new byte[0], "Range", whole).body())
                    .isEqualTo("0123456789");
        }
        HttpResponse<String> behind = client.call("GET", blob, new byte[0], "Range", "bytes=10-");
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(header(behind, "Content-Range")).isEqualTo("bytes */10");
        HttpResponse<String> head = client.call("HEAD", blob);
        assertThat(header(head, "Content-Length")).isEqualTo("10");
        assertThat(header(head, "Accept-Ranges")).isEqualTo("bytes");
    }

    @Test
    void anEmptyBlobIsABlob() throws IOException, InterruptedException {
        assertThat(client.push("ann/app", "").statusCode()).isEqualTo(201);
        HttpResponse<String> blob = client.call("GET", "/v2/ann/app/blobs/" + digest(""));

        assertThat(blob.statusCode()).isEqualTo(200);
        assertThat(blob.body()).isEmpty();
    }

    @Test
    void givesOutManifestsAsTheyCame() throws IOException, InterruptedException {
        String manifest = client.pushImage("ann/app", "latest", "{}", "layer");
        for (String reference : List.of("latest", digest(manifest).toString())) {
            HttpResponse<String> got = client.call("GET", "/v2/ann/app/manifests/" + reference);
            assertThat(got.body()).isEqualTo(manifest);
            assertThat(header(got, "Content-Type")).isEqualTo(MediaTypes.MANIFEST);
            assertThat(header(got, "Docker-Content-Digest"))
                    .isEqualTo(digest(manifest).toString());
            HttpResponse<String> head = client.call("HEAD", "/v2/ann/app/manifests/" + reference);
            assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(manifest.length()));
        }
        refused(client.call("GET", "/v2/ann/app/manifests/other"), 404, "MANIFEST_UNKNOWN");
        refused(client.put("ann/app", "other", image("{}", "missing")), 400, "MANIFEST_BLOB_UNKNOWN");
        assertThat(client.call("DELETE", "/v2/ann/app/manifests/latest").statusCode())
                .isEqualTo(202);
        refused(client.call("GET", "/v2/ann/app/manifests/latest"), 404, "MANIFEST_UNKNOWN");
    }

    @Test
    void refusesManifestsThatAreTooLong() throws IOException, InterruptedException {
        refused(client.put("ann/app", "latest", " ".repeat((4 << 20) + 1)), 413, "MANIFEST_INVALID");
    }

    @Test
    void mountsWhatAnotherRepositoryHas() throws IOException, InterruptedException {
        client.push("ann/one", "layer");
        String digest = digest("layer").toString();
        HttpResponse<String> mounted = client.call("POST", "/v2/ann/two/blobs/uploads/?from=ann/one&mount=" + digest);
        assertThat(mounted.statusCode()).isEqualTo(201);
        assertThat(client.call("GET", header(mounted, "Location")).body()).isEqualTo("layer");

        HttpResponse<String> begun =
                client.call("POST", "/v2/ann/two/blobs/uploads/?from=ann/one&mount=" + digest("other"));
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(header(begun, "Location")).startsWith("/v2/ann/two/blobs/uploads/");
    }

    @Test
    void listsTagsAndRepositoriesByPages() throws IOException, InterruptedException {
        String manifest = client.pushImage("ann/app", "c", "{}", "layer");
        client.put("ann/app", "a", manifest);
        client.put("ann/app", "b", manifest);
        client.push("ann/other", "x");

        HttpResponse<String> first = client.call("GET", "/v2/ann/app/tags/list?n=2");
        assertThat(first.body()).isEqualTo("{\"name\":\"ann/app\",\"tags\":[\"a\",\"b\"]}");
        assertThat(header(first, "Link")).isEqualTo("</v2/ann/app/tags/list?n=2&last=b>; rel=\"next\"");
        HttpResponse<String> second = client.call("GET", "/v2/ann/app/tags/list?n=2&last=b");
        assertThat(second.body()).isEqualTo("{\"name\":\"ann/app\",\"tags\":[\"c\"]}");
        assertThat(header(second, "Link")).isEmpty();
        assertThat(client.call("GET", "/v2/ann/app/tags/list?n=0").body())
                .isEqualTo("{\"name\":\"ann/app\",\"tags\":[]}");
        assertThat(client.call("GET", "/v2/_catalog?n=1000000000").body())
                .isEqualTo("{\"repositories\":[\"ann/app\",\"ann/other\"]}");
        assertThat(client.call("GET", "/v2/_catalog?n=99999999999999999999").statusCode())
                .isEqualTo(200);
        assertThat(header(client.call("GET", "/v2/_catalog?n=1"), "Link"))
                .isEqualTo("</v2/_catalog?n=1&last=ann/app>; rel=\"next\"");
        refused(client.call("GET", "/v2/_catalog?n=-1"), 400, "PAGINATION_NUMBER_INVALID");
        refused(client.call("GET", "/v2/_catalog?n=x"), 400, "PAGINATION_NUMBER_INVALID");
        refused(client.call("GET", "/v2/ann/none/tags/list"), 404, "NAME_UNKNOWN");
    }

    /** G05: a page has an end whatever the client asks for. */
    @Test
    void aPageHasAnEnd() throws IOException, InterruptedException {
        String manifest = client.pushImage("ann/app", "a", "{}", "layer");
        for (String blob : List.of("{}", "layer", manifest)) {
            client.blobs.put(digest(blob), new ByteArrayInputStream(bytes(blob)));
        }
        for (int i = 0; i < 1001; i++) {
            client.registry.adopt(new RepositoryPath("library/a" + i), Tag.LATEST, digest(manifest));
        }

        HttpResponse<String> page = client.call("GET", "/v2/_catalog?n=1000000000");
        assertThat(page.body().split(",", -1)).hasSize(1000);
        assertThat(header(page, "Link")).contains("n=1000&last=");
    }

    @Test
    void listsReferrers() throws IOException, InterruptedException {
        String subject = client.pushImage("ann/app", "latest", "{}", "layer");
        String image = image("{}", "layer");
        String referrer = image.substring(0, image.length() - 1)
                + ",\"artifactType\":\"text/sbom\",\"annotations\":{\"a\":\"b\"},\"subject\":{\"mediaType\":\""
                + MediaTypes.MANIFEST + "\",\"size\":" + subject.length() + ",\"digest\":\"" + digest(subject) + "\"}}";
        HttpResponse<String> put = client.put("ann/app", digest(referrer).toString(), referrer);
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(header(put, "OCI-Subject")).isEqualTo(digest(subject).toString());

        String list = "/v2/ann/app/referrers/" + digest(subject);
        HttpResponse<String> all = client.call("GET", list);
        assertThat(all.body())
                .isEqualTo("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.INDEX
                        + "\",\"manifests\":[{\"mediaType\":\""
                        + MediaTypes.MANIFEST + "\",\"digest\":\"" + digest(referrer) + "\",\"size\":"
                        + referrer.length() + ",\"artifactType\":\"text/sbom\",\"annotations\":{\"a\":\"b\"}}]}");
        assertThat(header(all, "Content-Type")).isEqualTo(MediaTypes.INDEX);
        HttpResponse<String> none = client.call("GET", list + "?artifactType=text/other");
        assertThat(none.body()).contains("\"manifests\":[]");
        assertThat(header(none, "OCI-Filters-Applied")).isEqualTo("artifactType");
        assertThat(client.call("GET", "/v2/ann/nothing/referrers/" + digest("x"))
                        .statusCode())
                .isEqualTo(200);
    }

    /** G05 and whatever else a path may have in it. */
    @ParameterizedTest
    @CsvSource({
        "GET, /v2/../x/manifests/latest, 400, NAME_INVALID",
        "GET, /v2/..%2F..%2Fx/manifests/latest, 400, NAME_INVALID",
        "GET, /v2/%2e%2e/x/manifests/latest, 400, NAME_INVALID",
        "GET, /v2/a/../../x/manifests/latest, 400, NAME_INVALID",
        "GET, /v2/UPPER/manifests/latest, 400, NAME_INVALID",
        "GET, /v2/a//b/manifests/latest, 400, NAME_INVALID",
        "GET, /v2//manifests/latest, 400, NAME_INVALID",
        "GET, /v2/a/manifests/sha256:x, 400, DIGEST_INVALID",
        "GET, /v2/a/manifests/-x, 400, TAG_INVALID",
        "GET, /v2/a/manifests/, 400, TAG_INVALID",
        "GET, /v2/a/manifests/%00, 400, ",
        "GET, /v2/a/blobs/x, 400, DIGEST_INVALID",
        "GET, /v2/a/blobs/sha256:" + "../../../../../../../../etc/passwd, 400, UNSUPPORTED",
        "GET, /v2/ann/a/blobs/uploads/../x, 404, NAME_UNKNOWN",
        "GET, /v2/ann/a/blobs/uploads/x, 404, BLOB_UPLOAD_UNKNOWN",
        "GET, /v2/a/tags/x, 404, NAME_UNKNOWN",
        "GET, /v2/a, 404, NAME_UNKNOWN",
        "GET, /v3/, 404, UNSUPPORTED",
        "POST, /v2/a/manifests/latest, 405, UNSUPPORTED",
        "PUT, /v2/a/tags/list, 405, UNSUPPORTED",
        "GET, /v2/ann/a/blobs/uploads/, 405, UNSUPPORTED",
        "DELETE, /v2/, 404, UNSUPPORTED",
        "POST, /v2/ann/a/blobs/uploads/?mount=x&from=../x, 400, DIGEST_INVALID",
    })
    void refusesImpossiblePaths(String method, String path, int status, String code)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.call(method, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"errors\":[{\"code\":\"" + (code == null ? "" : code));
    }

    @Test
    void namesHaveAnEnd() throws IOException, InterruptedException {
        refused(client.call("GET", "/v2/" + "a".repeat(300) + "/tags/list"), 400, "NAME_INVALID");
        refused(client.call("POST", "/v2/ann/" + "a/".repeat(150) + "blobs/uploads/"), 400, "NAME_INVALID");
        refused(client.call("GET", "/v2/a/manifests/" + "t".repeat(129)), 400, "TAG_INVALID");
        assertThat(client.call("POST", "/v2/ann/" + "a".repeat(251) + "/blobs/uploads/")
                        .statusCode())
                .isEqualTo(202);
    }

    /** G01: the same blob from many at once, and different ones. */
    @Test
    void pushesGoOnSideBySide() throws InterruptedException, ExecutionException {
        List<Callable<Integer>> pushes = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String content = "blob " + i % 3 + "x".repeat(100_000);
            pushes.add(() -> client.push("ann/app", content).statusCode());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> push : threads.invokeAll(pushes)) {
                assertThat(push.get()).isEqualTo(201);
            }
        }
        assertThat(client.registry.blobs()).hasSize(3);
        assertThat(client.registry.scrub()).isEmpty();
    }
}
