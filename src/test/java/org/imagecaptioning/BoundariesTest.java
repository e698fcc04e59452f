package org.imagecaptioning;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Which package may know of which. What each module may use stands in its {@code package-info};
 * here are the rules that a module cannot state of itself.
 */
class BoundariesTest {

  private static final String ROOT = "org.imagecaptioning";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void modulesUseWhatTheyDeclareAndNoInternalTypes() {
    ApplicationModules.of(CaptioningApplication.class).verify();
  }

  @Test
  void packagesDependOnEachOtherWithoutCycles() {
    check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
  }

  @Test
  void networksAndTheirDataKnowNothingOfHttp() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                packages("layers", "captioner", "evaluation", "datasets", "images", "features"))
            .and()
            .resideOutsideOfPackage(ROOT + ".datasets.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.springframework.web..", "org.springframework.http..", "jakarta.servlet.."));
  }

  @Test
  void layersAndEvaluationAreFreeOfSpringButForTheirModuleDeclarations() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(packages("layers", "evaluation"))
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.."));
  }

  @Test
  void onnxRuntimeStaysBehindTheFeatureExtractor() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".features.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime.."));
  }

  @Test
  void deepLearning4jStaysBehindTheFeatureExtractor() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".features.dl4j..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.deeplearning4j.."));
  }

  @Test
  void nativeArraysStayInTheLayersAndInTheNetworkMadeOfThem() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("layers", "captioner.reference", "features.dl4j"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco.openblas.."));
  }

  @Test
  void onlyImagesKnowsLeptonica() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("images"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco.leptonica.."));
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".commands..")
            .should(ACCESS_STANDARD_STREAMS));
  }

  @Test
  void everyPackageIsNullMarked() {
    check(
        classes()
            .should(
                be(
                    DescribedPredicate.<JavaClass>describe(
                        "in a package that is @NullMarked",
                        type -> type.getPackage().isAnnotatedWith(NullMarked.class)))));
  }

  @Test
  void nothingIsInjectedIntoFields() {
    check(NO_CLASSES_SHOULD_USE_FIELD_INJECTION);
  }

  @Test
  void loggingGoesThroughSlf4j() {
    check(NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }

  private static String[] packages(String... names) {
    String[] packages = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      packages[i] = ROOT + "." + names[i] + "..";
    }
    return packages;
  }

  private static DescribedPredicate<JavaClass> belongsTo(String name) {
    return DescribedPredicate.describe(
        "belong to " + name,
        type -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
  }
}
