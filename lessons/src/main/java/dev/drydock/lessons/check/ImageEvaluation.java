package dev.drydock.lessons.check;

import dev.drydock.core.image.Image;
import dev.drydock.lessons.check.Check.OfImage;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.time.Instant;
import java.util.Optional;

/** Looks for an image that fulfils a check. */
final class ImageEvaluation {
    private ImageEvaluation() {}

    static Outcome evaluate(OfImage check, Snapshot snapshot) {
        return snapshot.find(check.reference())
                .map(image -> failure(check, image, snapshot))
                .orElseGet(() -> Optional.of(Reason.of("image.none", Sentences.familiar(check.reference()))))
                .<Outcome>map(NotYet::new)
                .orElseGet(() -> new Met(since(check, snapshot)));
    }

    /** Nobody keeps when an image came to this lab. */
    private static Optional<Instant> since(OfImage check, Snapshot snapshot) {
        return check.createdInStep() ? snapshot.find(check.reference()).map(Image::createdAt) : Optional.empty();
    }

    private static Optional<Reason> failure(OfImage check, Image image, Snapshot snapshot) {
        String name = Sentences.familiar(check.reference());
        int layers = image.layers().size();
        if (check.layers().isPresent() && !check.layers().get().accepts(layers)) {
            return Optional.of(Reason.of("image.layers", name, Integer.toString(layers))
                    .then(Sentences.wanted("layers", check.layers().get())));
        }
        if (check.createdInStep() && !snapshot.inStep(image.createdAt())) {
            return Optional.of(Reason.of("image.old", name));
        }
        String id = image.id().toString();
        return check.id()
                .filter(pattern -> !pattern.matches(id))
                .map(pattern -> Reason.of("image.id", name, id, pattern.glob()))
                .or(() -> ImageTraits.named(name).failure(image, check.traits(), snapshot));
    }
}
