package org.fovea.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.Fovea;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the floors of the house as {@code docs/architecture.md} draws them. */
class FloorsTest {
  /** From the ground up; rooms on one floor may not see each other unless {@link #NEIGHBOURS}. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("common"),
          List.of("imaging"),
          List.of("finding"),
          List.of("dicom", "bundle"),
          List.of("inference", "library", "report", "exchange"),
          List.of("workflow", "batch"),
          List.of("ui", "cli"));

  /** The command line opens the window; a queue runs use cases. */
  private static final List<String> NEIGHBOURS = List.of("cli>ui", "batch>workflow");

  private final JavaClasses house =
      new ClassFileImporter()
          .importUrl(Fovea.class.getProtectionDomain().getCodeSource().getLocation());

  @TestFactory
  Stream<DynamicTest> everyRoomSeesOnlyLowerFloors() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      for (String room : FLOORS.get(floor)) {
        List<String> forbidden = new ArrayList<>();
        for (int other = floor; other < FLOORS.size(); other++) {
          for (String neighbour : FLOORS.get(other)) {
            if (!neighbour.equals(room) && !NEIGHBOURS.contains(room + ">" + neighbour)) {
              forbidden.add("org.fovea." + neighbour + "..");
            }
          }
        }
        if (forbidden.isEmpty()) {
          continue;
        }
        tests.add(
            DynamicTest.dynamicTest(
                room,
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage("org.fovea." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden.toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(house)));
      }
    }
    return tests.stream();
  }

  @Test
  void everyClassIsInARoom() {
    String[] rooms =
        FLOORS.stream()
            .flatMap(List::stream)
            .map(room -> "org.fovea." + room + "..")
            .toArray(String[]::new);
    classes()
        .that(
            DescribedPredicate.<JavaClass>describe(
                "are not the starting point", c -> !c.getFullName().equals("org.fovea.Fovea")))
        .should()
        .resideInAnyPackage(rooms)
        .check(house);
  }

  @Test
  void onlyItsRoomsTouchTheDicomToolkit() {
    onlyIn("org.aoju..", "org.fovea.dicom..", "org.fovea.exchange..");
  }

  @Test
  void onlyInferenceTouchesDjl() {
    onlyIn("ai.djl..", "org.fovea.inference..");
  }

  @Test
  void onlyTheWindowTouchesJavaFx() {
    onlyIn("javafx..", "org.fovea.ui..");
  }

  @Test
  void onlyTheLibraryTouchesTheDatabase() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.fovea.library..", "org.fovea.batch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "java.sql..", "org.sqlite..")
        .check(house);
  }

  @Test
  void imagingDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage("org.fovea.imaging..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..")
        .check(house);
  }

  @Test
  void featuresOfTheWindowDoNotFormCycles() {
    slices()
        .matching("org.fovea.ui.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(house);
  }

  private void onlyIn(String library, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(house);
  }
}
