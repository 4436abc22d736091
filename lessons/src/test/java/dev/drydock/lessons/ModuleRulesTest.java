package dev.drydock.lessons;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.drydock.core.labhost.TerminalId;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {
    private final JavaClasses production = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.drydock.lessons");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.drydock.lessons.(*)..").should().beFreeOfCycles().check(production);
    }

    @Test
    void checksKnowNoMarkdown() {
        noClasses()
                .that()
                .resideInAPackage("dev.drydock.lessons.check..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.drydock.lessons.text..", "org.commonmark..")
                .check(production);
    }

    @Test
    void textKnowsNoChecks() {
        noClasses()
                .that()
                .resideInAPackage("dev.drydock.lessons.text..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.drydock.lessons.check..", "dev.drydock.core..")
                        // A text says in which terminal a command is typed, by its name.
                        .and(not(type(TerminalId.class))))
                .check(production);
    }

    @Test
    void onlyTheFormatKnowsYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.drydock.lessons.format..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "org.snakeyaml..")
                .check(production);
    }
}
