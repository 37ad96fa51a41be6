package io.logstack.conformance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between packages point one way: what each may see of ours, besides itself. */
class ArrowsTest {
    static Stream<Arguments> arrows() {
        return Stream.of(
                arguments("catalog..", List.of()),
                arguments("profile..", List.of("catalog")),
                arguments("stack", List.of("catalog", "profile")),
                arguments("stack.access..", List.of("catalog", "profile", "stack")),
                arguments("workload..", List.of("catalog", "profile", "stack")),
                arguments("rights..", List.of("catalog", "profile", "stack")),
                arguments("promql..", List.of()),
                arguments("runbook..", List.of("catalog", "profile")),
                arguments("expectations..", List.of("catalog", "profile", "stack", "workload", "promql", "runbook")),
                arguments(
                        "report",
                        List.of("catalog", "report.history", "report.plot", "report.statement", "report.text")),
                arguments("report.history", List.of("catalog", "report.statement")),
                arguments("report.living", List.of("catalog", "runbook", "report", "report.plot", "report.text")),
                arguments("report.plot", List.of("catalog", "report.text")),
                arguments("report.statement", List.of("catalog")),
                arguments("report.text", List.of()),
                arguments("homelab..", List.of("catalog", "profile", "stack", "stack.access..", "promql")),
                arguments("containers..", List.of("catalog", "profile", "stack", "stack.access..")),
                arguments("junit..", List.of("catalog", "profile", "stack", "workload", "rights")),
                arguments(
                        "cli..",
                        List.of(
                                "catalog",
                                "profile",
                                "stack",
                                "homelab..",
                                "containers.images",
                                "junit",
                                "report..",
                                "runbook",
                                "rights")));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void packageSeesOnly(String from, List<String> allowed) {
        String[] seen = Stream.concat(Stream.of(from), allowed.stream())
                .map(name -> Code.OURS + "." + name)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(Code.OURS + "." + from)
                .should()
                .dependOnClassesThat(resideInAPackage(Code.OURS + "..").and(not(resideInAnyPackage(seen))))
                .check(Code.MAIN);
    }

    @Test
    void everyPackageHasItsArrows() {
        assertThat(Code.MAIN.stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(found -> assertThat(arrows().map(arrow -> Code.OURS + "." + arrow.get()[0]))
                        .anyMatch(known -> (found + ".").startsWith(known.replace("..", ".")) || found.equals(known)));
    }

    @Test
    void partsDoNotGoInCircles() {
        slices().matching(Code.OURS + ".(*)..").should().beFreeOfCycles().check(Code.MAIN);
    }
}
