package dev.drydock.web;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The invariants of ARCHITECTURE.md, as tests. */
class ArchitectureTest {
    private static JavaClasses production;

    @BeforeAll
    static void read() {
        production = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.drydock");
    }

    @Test
    void allModulesAreLookedAt() {
        Set<String> roots = Set.of("dev.drydock.core", "dev.drydock.lessons", "dev.drydock.sandbox", "dev.drydock.web");
        for (String root : roots) {
            assertThat(production.stream().filter(c -> c.getPackageName().startsWith(root)))
                    .as(root)
                    .isNotEmpty();
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.drydock.(core|lessons|sandbox|web).(*)..")
                .should()
                .beFreeOfCycles()
                .check(production);
    }

    @Test
    void coreKnowsNoAdapterAndNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("dev.drydock.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.drydock.sandbox..",
                        "dev.drydock.web..",
                        "dev.drydock.lessons..",
                        "com.sun.jna..",
                        "io.javalin..",
                        "org.eclipse.jetty..",
                        "gg.jte..",
                        "org.h2..",
                        "org.jdbi..")
                .check(production);
    }

    @Test
    void nothingInCoreKnowsItsSimulatedAdapters() {
        noClasses()
                .that()
                .resideInAPackage("dev.drydock.core..")
                .and()
                .resideOutsideOfPackage("dev.drydock.core.simulated..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.drydock.core.simulated..")
                .check(production);
    }

    @Test
    void onlyLibcSeesJna() {
        noClasses()
                .that(not(resideInAPackage("dev.drydock.sandbox.libc..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(production);
    }

    @Test
    void lessonsSeeNeitherWebNorSandbox() {
        noClasses()
                .that()
                .resideInAPackage("dev.drydock.lessons..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.drydock.web..", "dev.drydock.sandbox..")
                .check(production);
    }

    @Test
    void theSandboxDoesNotSeeTheWeb() {
        noClasses()
                .that()
                .resideInAPackage("dev.drydock.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.drydock.web..", "dev.drydock.lessons..", "io.javalin..", "org.eclipse.jetty..")
                .check(production);
    }

    @Test
    void onlyTheTopOfTheWebWiresAdapters() {
        classes()
                .that()
                .resideInAPackage("dev.drydock.web..")
                .and()
                .resideOutsideOfPackage("dev.drydock.web")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("dev.drydock.sandbox..")))
                .check(production);
    }
}
