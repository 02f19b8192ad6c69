package dev.rungs.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The walls between modules and packages. */
class ArchitectureTest {
  private static final String ROOT = "dev.rungs.processor";
  private static final String REPLAY = ROOT + ".replay";
  private static final String INTERNAL = "dev.rungs.runtime.internal.";
  private static final DescribedPredicate<JavaClass> COMPILER_MODEL =
      resideInAPackage("javax.lang.model..");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.rungs");

  @Test
  void annotationsDependOnNothing() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.rungs")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.rungs", "java.."));
  }

  @Test
  void theRuntimeKnowsNothingOfTheProcessor() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.rungs.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "..",
                "dev.rungs.cli..",
                "javax.lang.model..",
                "javax.annotation.processing.."));
  }

  @Test
  void theRuntimeDependsOnTheJdkAndTheDriver() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.rungs.runtime..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.rungs", "dev.rungs.runtime..", "java..", "javax.sql..", "org.sqlite.."));
  }

  @Test
  void sqlCodeOfTheRuntimeStandsAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.rungs.runtime.internal.sql..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.rungs.runtime..")
                    .and(not(resideInAPackage("dev.rungs.runtime.internal.sql..")))));
  }

  /** Open it, look, decide, do: no package knows one that comes after it. */
  @Test
  void theRuntimeGoesFromOpenToApply() {
    checkNoneOf("errors", "sql", "open", "plan", "inspect", "apply");
    checkNoneOf("open", "plan", "inspect", "apply");
    checkNoneOf("plan", "open", "inspect", "apply");
    checkNoneOf("inspect", "apply");
  }

  private static void checkNoneOf(String room, String... others) {
    String[] packages =
        Arrays.stream(others).map(other -> INTERNAL + other + "..").toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(INTERNAL + room + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages));
  }

  @Test
  void plansAreMadeWithoutDatabasesAndFiles() {
    check(
        noClasses()
            .that()
            .resideInAPackage(INTERNAL + "plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "java.io..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.nio.file.Files.class));
  }

  @Test
  void onlyCollectSeesTheCompilersModel() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                ROOT + ".model..",
                ROOT + ".check..",
                ROOT + ".replay..",
                ROOT + ".report..",
                ROOT + ".history..")
            .should()
            .dependOnClassesThat(COMPILER_MODEL));
    // JavaPoet takes its modifiers from there.
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".write..")
            .should()
            .dependOnClassesThat(
                COMPILER_MODEL.and(not(type(javax.lang.model.element.Modifier.class)))));
    // The interface of processors has these two.
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(
                COMPILER_MODEL
                    .and(not(type(javax.lang.model.element.TypeElement.class)))
                    .and(not(type(javax.lang.model.SourceVersion.class)))));
  }

  @Test
  void theModelIsPlain() {
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + ".model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                ROOT + ".model..", "dev.rungs", "dev.rungs.runtime.internal.sql..", "java.."));
  }

  @Test
  void checksArePureFunctionsFromModelToProblems() {
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + ".check..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                ROOT + ".check..",
                ROOT + ".model..",
                "dev.rungs",
                "dev.rungs.runtime.internal.sql..",
                "java.lang..",
                "java.util.."));
  }

  @Test
  void onlyReplayOpensSqlite() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .resideOutsideOfPackage(ROOT + ".replay..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite.."));
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.sql.DriverManager.class));
  }

  @Test
  void theRoomsOfTheReplayStandOnEachOtherWithoutACircle() {
    check(slices().matching(REPLAY + ".(*)..").should().beFreeOfCycles());
    check(
        noClasses()
            .that()
            .resideInAPackage(REPLAY + ".*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(REPLAY));
  }

  @Test
  void textIsReadWithoutADatabase() {
    check(
        noClasses()
            .that()
            .resideInAPackage(REPLAY + ".script")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..", REPLAY + ".sqlite"));
  }

  @Test
  void lossAndDiagnoseDoNotKnowEachOther() {
    check(
        noClasses()
            .that()
            .resideInAPackage(REPLAY + ".loss")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(REPLAY + ".diagnose"));
    check(
        noClasses()
            .that()
            .resideInAPackage(REPLAY + ".diagnose")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(REPLAY + ".loss"));
  }

  @Test
  void onlyWriteSeesJavaPoet() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .resideOutsideOfPackage(ROOT + ".write..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.squareup.javapoet.."));
  }

  @Test
  void writingGoesThroughTheFiler() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".write..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.io.File.class));
  }

  @Test
  void stagesDoNotKnowEachOther() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".check..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + ".collect..", ROOT + ".replay..", ROOT + ".write..", ROOT + ".report.."));
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".replay..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + ".collect..", ROOT + ".check..", ROOT + ".write..", ROOT + ".report.."));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".report..", ROOT + ".write..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".collect..", ROOT + ".check.."));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
