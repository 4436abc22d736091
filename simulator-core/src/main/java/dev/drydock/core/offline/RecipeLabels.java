package dev.drydock.core.offline;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.ImageRecipe.Entry;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an image says of how it was built. */
final class RecipeLabels {
    /** Digest of everything that the image depends on. */
    static final String KEY = "dev.drydock.build";
    /** Every package of the image with its version, separated by spaces. */
    static final String PACKAGES = "dev.drydock.packages";

    private static final Pattern VERSION = Pattern.compile("\\{\\{([a-z0-9.+-]+)}}");
    private final PackageRecipe recipe;
    private final List<DebianPackage> packages;
    private final String below;
    private final Map<String, DebianPackage> byName;

    /** @param below the label {@link #PACKAGES} of the image below; empty without one */
    RecipeLabels(PackageRecipe recipe, List<DebianPackage> packages, String below) {
        this.recipe = recipe;
        this.below = below;
        this.packages = packages;
        this.byName =
                packages.stream().collect(Collectors.toMap(DebianPackage::name, Function.identity(), (one, _) -> one));
    }

    String packages() {
        Map<String, String> all = new TreeMap<>();
        for (String named : below.split(" ", -1)) {
            all.put(named.split("=", 2)[0], named);
        }
        packages.forEach(one -> all.put(one.name(), one.toString()));
        return all.values().stream().filter(named -> !named.isEmpty()).collect(Collectors.joining(" "));
    }

    /** The files of the folder that the image is made with. */
    List<String> files() {
        Stream<@Nullable String> scripts = Stream.of(recipe.prepare(), recipe.finish());
        Stream<@Nullable String> sources = recipe.layers().stream()
                .flatMap(layer -> layer.entries().stream())
                .map(Entry::source);
        return Stream.concat(scripts, sources).filter(Objects::nonNull).sorted().toList();
    }

    /** What the history shows of the layer: an instruction with the versions that were asked for. */
    String createdBy(boolean hasBase) {
        String wanted = recipe.packages().stream()
                .map(name -> byName.containsKey(name) ? byName.get(name).toString() : name)
                .collect(Collectors.joining(" "));
        return hasBase
                ? "RUN apt-get install -y --no-install-recommends " + wanted
                : "ADD rootfs.tar.xz / # Debian " + recipe.suite() + ": " + wanted;
    }

    RunConfig config(String key) {
        RunConfig run = recipe.config();
        Map<String, String> labels = new TreeMap<>();
        if (run.labels() != null) {
            labels.putAll(run.labels());
        }
        labels.put(KEY, key);
        labels.put(PACKAGES, packages());
        return new RunConfig(
                run.user(),
                run.exposedPorts(),
                run.env() == null ? null : run.env().stream().map(this::filled).toList(),
                run.entrypoint(),
                run.cmd(),
                run.volumes(),
                run.workingDir(),
                labels,
                run.stopSignal(),
                run.healthcheck(),
                run.onBuild(),
                run.shell());
    }

    /** Puts versions in the place of <code>{{PACKAGE}}</code>. */
    String filled(String text) {
        Matcher matcher = VERSION.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            DebianPackage named = byName.get(matcher.group(1));
            if (named == null) {
                throw new EngineException.InvalidParameter("the recipe of " + recipe.name() + " wants the version of "
                        + matcher.group(1) + ", which it does not install");
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(named.upstreamVersion()));
        }
        return matcher.appendTail(result).toString();
    }
}
