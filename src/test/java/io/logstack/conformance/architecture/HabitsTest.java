package io.logstack.conformance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Habits of the whole code. */
class HabitsTest {
    static Stream<JavaClasses> all() {
        return Stream.of(Code.MAIN, Code.TESTS);
    }

    @Test
    void nothingWaitsAFixedTimeButTheSimulatorsPacing() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Code.OURS + ".homelab..")
                .should()
                .callMethodWhere(SLEEPS)
                .check(Code.MAIN);
    }

    @Test
    void noTestWaitsAFixedTime() {
        noClasses().should().callMethodWhere(SLEEPS).check(Code.TESTS);
    }

    @Test
    void onlyReportsAndCommandLinePrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages(Code.OURS + ".cli..", Code.OURS + ".report..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(Code.MAIN);
    }

    @ParameterizedTest
    @MethodSource("all")
    void namesSayWhatAClassIs(JavaClasses code) {
        noClasses()
                .should()
                .haveNameMatching(".*\\.\\w*(Manager|Helper|Utils?|Impl)(\\$.*)?")
                .check(code);
    }

    @Test
    void jacksonIsTheThird() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..")
                .check(Code.MAIN);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPackageIsNullMarked(JavaClasses code) {
        assertThat(code.stream().map(JavaClass::getPackageName).distinct().sorted())
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                                .as("@NullMarked on package %s", name)
                                .isTrue());
    }

    /** javac refuses a package that is annotated twice, depending on the order in which it reads the two. */
    @Test
    void packagesOfTheInstrumentAreAnnotatedThereOnly() {
        assertThat(Code.TESTS.stream()
                        .filter(type -> type.getSimpleName().equals("package-info"))
                        .map(JavaClass::getName)
                        .filter(Code.MAIN::contain))
                .isEmpty();
    }

    private static final DescribedPredicate<JavaAccess<?>> SLEEPS =
            describe("sleep", access -> access.getTarget().getName().equals("sleep"));
}
