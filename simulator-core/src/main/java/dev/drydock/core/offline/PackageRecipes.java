package dev.drydock.core.offline;

import java.util.List;

/** Port: the recipes of images that are built on demand. Failures are {@code EngineException}s that name the file. */
public interface PackageRecipes {
    /** All of them; one comes after the one whose image lies below it. */
    List<PackageRecipe> packageRecipes();

    /** @param path of a file in the recipe's folder */
    byte[] file(String recipe, String path);

    /** The script that installs packages in every image, for {@code /bin/sh}. */
    byte[] buildScript();
}
