package dev.rungs.check;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The engine is the processor's, and only its entry for histories is used. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.rungs.check");

  @Test
  void theModuleKnowsNoInternals() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.rungs.runtime.internal..",
            "dev.rungs.processor.collect..",
            "dev.rungs.processor.check..",
            "dev.rungs.processor.replay..",
            "dev.rungs.processor.write..",
            "javax.lang.model.element..")
        .check(CLASSES);
  }

  @Test
  void layoutsKnowNothingOfWhatIsDoneWithThem() {
    noClasses()
        .that()
        .resideInAPackage("dev.rungs.check.layout..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.rungs.check")
        .check(CLASSES);
  }
}
