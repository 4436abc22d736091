package dev.drydock.core.image;

import java.nio.ByteBuffer;
import java.util.List;

/** Port: what the recipes of offline images refer to. Failures are {@code EngineException}s that name the source. */
public interface RecipeSources {
    /** The recipes there are. */
    List<ImageRecipe> recipes();

    /** @param source as an entry of the recipe names it */
    ByteBuffer read(ImageRecipe recipe, String source);

    /** Names of the applets of a program that is many. */
    List<String> applets(ImageRecipe recipe, String source);
}
