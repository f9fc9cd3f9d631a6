package io.nanobot.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/** Which room may know which. Think hard about the layering before changing this file. */
@AnalyzeClasses(packages = "io.nanobot.host", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** From the top down: a package may use those after it, and none before it. */
  private static final List<String> LAYERS =
      List.of(
          "cli",
          "gateway",
          "admin",
          "channel",
          "pipeline",
          "media",
          "agent",
          "fetch",
          "security",
          "store",
          "plugin",
          "config",
          "workspace");

  @ArchTest static final ArchRule layers = layers();

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.nanobot.host.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyPluginKnowsPf4j =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.nanobot.host.plugin")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.pf4j..");

  @ArchTest
  static final ArchRule onlyGatewayKnowsGuice =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.nanobot.host.gateway")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.inject..");

  @ArchTest
  static final ArchRule onlyConfigAndAdminKnowJackson =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.nanobot.host.config",
              "io.nanobot.host.admin",
              "io.nanobot.host.agent.http",
              "io.nanobot.host.store.jdbc")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson..", "com.networknt..", "com.github.victools..");

  @ArchTest
  static final ArchRule onlyStoreKnowsSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.nanobot.host.store.jdbc")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule onlyFetchKnowsTheHttpClient =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.nanobot.host.fetch")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hc..");

  @ArchTest
  static final ArchRule onlyCliKnowsTheTerminal =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.nanobot.host.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .orShould()
          .accessField(System.class, "out");

  @ArchTest
  static final ArchRule noCatchAllNames =
      noClasses().should().haveNameMatching(".*(Manager|Util|Utils|Helper|Impl|Data|Info|Base)");

  @ArchTest
  static final ArchRule classesAreFinalOrAbstract =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould()
          .haveModifier(JavaModifier.ABSTRACT);

  private static LayeredArchitecture layers() {
    LayeredArchitecture architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String layer : LAYERS) {
      architecture = architecture.layer(layer).definedBy("io.nanobot.host." + layer + "..");
    }
    for (int i = 0; i < LAYERS.size(); i++) {
      String[] above = LAYERS.subList(0, i).toArray(String[]::new);
      architecture =
          i == 0
              ? architecture.whereLayer(LAYERS.get(i)).mayNotBeAccessedByAnyLayer()
              : architecture.whereLayer(LAYERS.get(i)).mayOnlyBeAccessedByLayers(above);
    }
    return architecture;
  }
}
