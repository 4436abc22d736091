package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One attempt to pull from Docker Hub, through what the server has kept of it. Whether a tag has changed is asked with
 * {@code HEAD}, which Docker Hub does not count against its limit of pulls.
 */
final class HubPull {
    private final LabAccess lab;
    private final PullRequest request;
    private final Repository hub;
    private final ProgressOutput out;
    private final Cancellation cancellation;

    /** @param hub the repository there */
    HubPull(LabAccess lab, PullRequest request, Repository hub, ProgressOutput out, Cancellation cancellation) {
        this.lab = lab;
        this.request = request;
        this.hub = hub;
        this.out = out;
        this.cancellation = cancellation;
    }

    /** @return whether an image, or a name for one, is new in the lab */
    boolean run() throws IOException {
        Optional<Digest> kept = kept();
        if (kept.isEmpty()) {
            return fromHub();
        }
        Optional<IOException> away = Optional.empty();
        try {
            hub.session().ping();
            if (!hub.digest(tag()).equals(kept)) {
                return fromHub();
            }
        } catch (IOException e) {
            if (e instanceof RegistryFailure answer && !answer.isTemporary()) {
                throw e;
            }
            away = Optional.of(e);
        }
        return fromCache(away);
    }

    private Optional<Digest> kept() {
        ImageReference reference = request.reference();
        boolean isOne = !request.isAllTags()
                && reference.digest().isEmpty()
                && lab.own().isPresent();
        return isOne
                ? lab.ports().cache().flatMap(cache -> cache.find(reference.repository(), tag()))
                : Optional.empty();
    }

    private Tag tag() {
        return request.reference().tag().orElseThrow();
    }

    private boolean fromHub() throws IOException {
        // What somebody sees with a password is not everybody's.
        Optional<PullThrough> keeper = request.auth().isNone() ? lab.ports().cache() : Optional.empty();
        return new Pull(lab, request, hub, out, cancellation, keeper).run();
    }

    /** @param away why Docker Hub could not be asked */
    private boolean fromCache(Optional<IOException> away) throws IOException {
        RegistrySession.Target target = new RegistrySession.Target(
                RegistryEndpoint.own(lab.own().orElseThrow(), true), RegistryAuth.NONE, List.of());
        Repository own = new Repository(
                new RegistrySession(lab.client(), target, cancellation), hub.name(), PullThrough.path(hub.name()));
        try {
            return new Pull(lab, request, own, out, cancellation, lab.ports().cache()).run();
        } catch (IOException | EngineException e) {
            cancellation.check();
            // Such as another platform, which nobody has pulled yet.
            if (away.isPresent()) {
                throw away.get();
            }
            return fromHub();
        }
    }
}
