package dev.rungs.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The module uses the public API, and of the processor only what is made for it. */
class ArchitectureTest {
  @Test
  void theModuleKnowsNoInternals() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.rungs.runtime.internal..",
            "dev.rungs.processor",
            "dev.rungs.processor.collect..",
            "dev.rungs.processor.model..",
            "dev.rungs.processor.replay.*..",
            "javax.lang.model..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.rungs.testing"));
  }
}
