package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Images;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.RepositoryName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What one lab does with registries. Its methods last as long as the work does. */
public final class Distribution {
    private static final String DENIED = "denied: requested access to the resource is denied";
    private final LabAccess lab;

    /** @param unused told when some content may have become unused */
    public Distribution(RegistryAccess access, Images images, Runnable unused) {
        RegistryClient client = access.client();
        LabRegistries registries =
                new LabRegistries(access.file(), client.ports().settings(), access.own());
        this.lab = new LabAccess(client, images, access.own(), registries, new AtomicLong(), unused);
    }

    /** What the lab's student has set. */
    public LabRegistries registries() {
        return lab.registries();
    }

    /**
     * Pulls an image; what came from a registry that then failed is not kept.
     *
     * @throws EngineException with Docker's sentence, maybe after some progress
     */
    public void pull(PullRequest request, ProgressOutput out, Cancellation cancellation) {
        boolean done = false;
        try {
            boolean isNew = pullAnywhere(request, out, cancellation);
            done = true;
            ImageReference reference = request.reference();
            String name = request.isAllTags() ? reference.repository().familiar() : reference.familiar();
            out.write(new Progress.Message(
                    "", "Status: " + (isNew ? "Downloaded newer image for " : "Image is up to date for ") + name));
            lab.images().announce(reference, name, "pull");
        } finally {
            if (!done) {
                lab.unused().run();
            }
        }
    }

    private boolean pullAnywhere(PullRequest request, ProgressOutput out, Cancellation cancellation) {
        Optional<EngineException> unknown = Optional.empty();
        for (RegistryEndpoint endpoint : pullEndpoints(request.reference().repository())) {
            Cancellation attempt = cancellation.child();
            try {
                return pull(endpoint, request, repository(endpoint, request, attempt), out, attempt);
            } catch (IOException e) {
                cancellation.check();
                if (!endpoint.isMirror()) {
                    return withoutRegistry(request, e, unknown, out);
                }
                if (endpoint.own().isPresent()) {
                    unknown = notThere(request.reference(), e);
                }
            } catch (EngineException e) {
                cancellation.check();
                if (!endpoint.isMirror()) {
                    throw e;
                }
            } finally {
                attempt.cancel();
            }
        }
        throw new IllegalStateException("no endpoint for " + request.reference());
    }

    @SuppressWarnings("ParameterNumber")
    private boolean pull(
            RegistryEndpoint endpoint,
            PullRequest request,
            Repository repository,
            ProgressOutput out,
            Cancellation attempt)
            throws IOException {
        boolean isHub = !endpoint.isMirror() && repository.name().domain().equals(RegistrySettings.HUB);
        return isHub
                ? new HubPull(lab, request, repository, out, attempt).run()
                : new Pull(lab, request, repository, out, attempt, Optional.empty()).run();
    }

    private List<RegistryEndpoint> pullEndpoints(RepositoryName name) {
        List<RegistryEndpoint> endpoints =
                new ArrayList<>(lab.client().pullEndpoints(name, lab.own(), lab.registries()));
        endpoints.set(endpoints.size() - 1, reached(name, endpoints.getLast()));
        return endpoints;
    }

    private RegistryEndpoint endpoint(RepositoryName name) {
        return reached(name, lab.client().endpoint(name, lab.own()));
    }

    /** A registry that the lab has set insecure is asked with TLS first, and without when it has none. */
    private RegistryEndpoint reached(RepositoryName name, RegistryEndpoint secure) {
        Optional<RegistryEndpoint> insecure = lab.registries().insecure(name.domain(), secure);
        if (insecure.isEmpty()) {
            return secure;
        }
        RegistrySession.Target target = new RegistrySession.Target(secure, RegistryAuth.NONE, List.of());
        try {
            new RegistrySession(lab.client(), target, new Cancellation()).ping();
        } catch (RegistryFailure e) {
            // It answers.
        } catch (IOException e) {
            return insecure.get();
        }
        return secure;
    }

    /** What Docker Hub would say, when the own registry that stands in for it does not have the image. */
    private static Optional<EngineException> notThere(ImageReference reference, IOException failure) {
        if (!(failure instanceof RegistryFailure answer) || answer.status() != 404) {
            return Optional.empty();
        }
        return Optional.of(
                answer.code().equals("NAME_UNKNOWN")
                        ? RegistryErrors.ofPull(new RegistryFailure(403, "DENIED", DENIED), reference)
                        : RegistryErrors.ofPull(answer, reference));
    }

    /**
     * The registry has the last word, unless it cannot be reached at all: then what the lab has is as new as can be, and
     * otherwise the answer of who stands in for Docker Hub is the one that helps.
     */
    private boolean withoutRegistry(
            PullRequest request, IOException failure, Optional<EngineException> unknown, ProgressOutput out) {
        ImageReference reference = request.reference();
        boolean isHub = reference.repository().domain().equals(RegistrySettings.HUB);
        if (failure instanceof RegistryFailure || !isHub) {
            throw RegistryErrors.ofPull(failure, reference);
        }
        boolean isHere =
                !request.isAllTags() && lab.images().byReference(reference).isPresent();
        if (!isHere || request.platform().isPresent()) {
            throw unknown.orElseGet(() -> RegistryErrors.ofPull(failure, reference));
        }
        String version = reference.digest().isPresent()
                ? reference.digest().get().toString()
                : reference.tag().orElseThrow().toString();
        out.write(new Progress.Message(
                version, "Pulling from " + reference.repository().path()));
        return false;
    }

    private Repository repository(RegistryEndpoint endpoint, PullRequest request, Cancellation attempt) {
        // A mirror is not who the credentials are for.
        RegistryAuth auth = endpoint.isMirror() ? RegistryAuth.NONE : request.auth();
        return repository(endpoint, auth, request.reference().repository(), "pull", attempt);
    }

    @SuppressWarnings("ParameterNumber")
    private Repository repository(
            RegistryEndpoint endpoint, RegistryAuth auth, RepositoryName name, String rights, Cancellation attempt) {
        List<String> scopes = new ArrayList<>(List.of("repository:" + name.path() + ":" + rights));
        if (!rights.equals("pull")) {
            // For layers that are mounted from them.
            lab.images().list().stream()
                    .flatMap(image -> image.references().stream())
                    .filter(other -> other.digest().isPresent()
                            && other.repository().domain().equals(name.domain())
                            && !other.repository().equals(name))
                    .map(other -> "repository:" + other.repository().path() + ":pull")
                    .distinct()
                    .limit(10)
                    .forEach(scopes::add);
        }
        return new Repository(
                new RegistrySession(lab.client(), new RegistrySession.Target(endpoint, auth, scopes), attempt), name);
    }

    /**
     * Pushes an image, or all of a repository.
     *
     * @throws EngineException with Docker's sentence, after the first line of progress
     */
    public void push(PushRequest request, ProgressOutput out, Cancellation cancellation) {
        RepositoryName name = request.reference().repository();
        out.write(new Progress.Message("", "The push refers to repository [" + name + "]"));
        if (request.reference().digest().isPresent()) {
            throw new EngineException.InvalidParameter("cannot push a digest reference");
        }
        List<ImageReference> tagged = lab.images().list().stream()
                .flatMap(image -> image.references().stream())
                .filter(other -> other.repository().equals(name) && other.tag().isPresent())
                .sorted()
                .toList();
        if (tagged.isEmpty()) {
            throw new EngineException.NotFound("An image does not exist locally with the tag: " + name.familiar());
        }
        Cancellation attempt = cancellation.child();
        try {
            Repository repository = repository(endpoint(name), request.auth(), name, "pull,push", attempt);
            repository.session().ping();
            for (ImageReference reference : request.isAllTags() ? tagged : List.of(request.reference())) {
                new Push(lab, repository, out, attempt).run(reference);
                lab.images().announce(reference, reference.familiar(), "push");
            }
        } catch (IOException e) {
            cancellation.check();
            throw RegistryErrors.of(e);
        } finally {
            attempt.cancel();
            lab.unused().run();
        }
    }

    /** What a registry has under this name; who stands in for it is asked first. */
    public Inspection inspect(ImageReference reference, RegistryAuth auth, Cancellation cancellation) {
        RepositoryName name = reference.repository();
        for (RegistryEndpoint endpoint : pullEndpoints(name)) {
            try {
                RegistryAuth own = endpoint.isMirror() ? RegistryAuth.NONE : auth;
                return ImageLookup.inspect(repository(endpoint, own, name, "pull", cancellation), reference);
            } catch (IOException e) {
                if (!endpoint.isMirror()) {
                    throw RegistryErrors.of(e);
                }
            } catch (EngineException e) {
                if (!endpoint.isMirror()) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException("no endpoint for " + name);
    }

    /**
     * Asks a registry whether it knows these credentials.
     *
     * @param domain as in references
     */
    public void logIn(String domain, RegistryAuth auth) {
        Optional<OwnRegistry> own =
                lab.own().filter(registry -> registry.domain().equalsIgnoreCase(domain));
        if (own.isPresent() && own.get().isAccount(auth)) {
            // It knows who asks; a login is only for clients that insist on one.
            return;
        }
        RegistryEndpoint endpoint = endpoint(new RepositoryName(domain, "x"));
        RegistrySession session = new RegistrySession(
                lab.client(), new RegistrySession.Target(endpoint, auth, List.of()), new Cancellation());
        try (RegistryResponse response = session.base()) {
            if (response.status() == 401 && own.isPresent()) {
                throw new EngineException.Unauthorized(
                        "Get \"http://" + domain + "/v2/\": " + RegistryErrors.message(RegistryErrors.read(response)));
            } else if (response.status() == 401) {
                throw new EngineException.Unauthorized("login attempt to " + endpoint.base()
                        + "/v2/ failed with status: " + RegistryErrors.status(401));
            } else if (response.status() != 200) {
                throw new EngineException.SystemFailure("login attempt to " + endpoint.base()
                        + "/v2/ failed with status: " + RegistryErrors.status(response.status()));
            }
        } catch (RegistryFailure e) {
            throw new EngineException.Unauthorized("Get \"" + endpoint.base() + "/v2/\": " + RegistryErrors.message(e));
        } catch (IOException e) {
            throw RegistryErrors.of(e);
        }
    }

    /**
     * Looks for repositories in the own registry and on Docker Hub.
     *
     * @param limit of what Docker Hub is asked for
     */
    public List<SearchResult> search(String term, int limit) {
        List<SearchResult> found = new ArrayList<>(searchOwn(term));
        try {
            for (SearchResult result : Search.hub(lab.ports().transport(), term, limit)) {
                if (found.stream().noneMatch(own -> own.name().equals(result.name()))) {
                    found.add(result);
                }
            }
        } catch (IOException e) {
            if (found.isEmpty()) {
                throw RegistryErrors.of(e);
            }
        }
        return found.stream().limit(limit).toList();
    }

    private List<SearchResult> searchOwn(String term) {
        if (lab.own().isEmpty()) {
            return List.of();
        }
        OwnRegistry own = lab.own().get();
        try {
            RegistrySession.Target target =
                    new RegistrySession.Target(RegistryEndpoint.own(own, false), RegistryAuth.NONE, List.of());
            return Search.own(new RegistrySession(lab.client(), target, new Cancellation()), own, term);
        } catch (IOException e) {
            throw RegistryErrors.of(e);
        }
    }
}
