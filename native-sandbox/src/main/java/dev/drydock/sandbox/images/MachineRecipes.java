package dev.drydock.sandbox.images;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.ImageRecipe;
import dev.drydock.core.image.RecipeSources;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.offline.PackageRecipe;
import dev.drydock.core.offline.PackageRecipes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The recipes in the jar, with sources from the jar and from this machine. */
public final class MachineRecipes implements RecipeSources, PackageRecipes {
    private static final String FOLDER = "/images/";
    private static final long LISTING_SECONDS = 10;
    private final Platform platform;

    public MachineRecipes(Platform platform) {
        this.platform = platform;
    }

    /** The platform of this machine in Go's names. */
    public static Platform platform() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name = switch (architecture) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> architecture;
        };
        return new Platform(name, "linux", null);
    }

    @Override
    public List<ImageRecipe> recipes() {
        String[] names = OciJson.read(resource(FOLDER + "index.json"), String[].class, "list of recipes");
        return List.of(names).stream()
                .map(name -> OciJson.read(resource(FOLDER + name + "/image.json"), ImageRecipe.class, "recipe " + name))
                .toList();
    }

    @Override
    public List<PackageRecipe> packageRecipes() {
        String[] names = OciJson.read(resource(FOLDER + "packages.json"), String[].class, "list of recipes");
        return List.of(names).stream()
                .map(name ->
                        OciJson.read(resource(FOLDER + name + "/recipe.json"), PackageRecipe.class, "recipe " + name))
                .toList();
    }

    @Override
    public byte[] file(String recipe, String path) {
        return resource(FOLDER + recipe + "/" + path);
    }

    @Override
    public byte[] buildScript() {
        return resource(FOLDER + "build");
    }

    @Override
    public ByteBuffer read(ImageRecipe recipe, String source) {
        String place = source.substring(source.indexOf(':') + 1);
        return switch (kind(source)) {
            case "recipe" -> ByteBuffer.wrap(resource(FOLDER + folder(recipe) + "/" + place));
            case "built" -> ByteBuffer.wrap(resource("/native/linux-" + platform.architecture() + "/" + place));
            case "machine" -> machineFile(Path.of(place));
            default -> throw new EngineException.InvalidParameter("no source begins with " + kind(source));
        };
    }

    private static String kind(String source) {
        return source.substring(0, Math.max(0, source.indexOf(':')));
    }

    private static String folder(ImageRecipe recipe) {
        return recipe.reference().substring(0, recipe.reference().indexOf(':'));
    }

    private static byte[] resource(String name) {
        try (InputStream in = MachineRecipes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new EngineException.NotFound(name + " is not in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot read " + name + " of this build", e);
        }
    }

    private static ByteBuffer machineFile(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new EngineException.NotFound("cannot read " + file + " of this machine: "
                    + e.getClass().getSimpleName() + " (Debian's package busybox-static has /bin/busybox)");
        }
    }

    @Override
    public List<String> applets(ImageRecipe recipe, String source) {
        String program = source.substring(source.indexOf(':') + 1);
        String own = Path.of(program).toFile().getName();
        return list(program)
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.equals(own))
                .toList();
    }

    private static String list(String program) {
        try {
            Process process = new ProcessBuilder(program, "--list")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LISTING_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new EngineException.SystemFailure(program + " --list failed: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot run " + program + " --list: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.SystemFailure("interrupted while " + program + " listed its applets", e);
        }
    }
}
