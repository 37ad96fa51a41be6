package io.logstack.conformance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.junit.Catalogue;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the class of an expectation looks like, so that tags, reports and the build find it. */
class ExpectationClassesTest {
    static List<Description> expectations() {
        return Catalogue.ofSuite().descriptions();
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void liesInThePackageOfItsArea(Description expectation) {
        assertThat(expectation.type().getPackageName())
                .isEqualTo(Catalogue.PACKAGE + "." + expectation.area().tag());
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void carriesTheAnnotationsOfItsAreaAndSafety(Description expectation) {
        List<String> annotations = Arrays.stream(expectation.type().getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(Tag.class))
                .map(type -> type.getAnnotation(Tag.class).value())
                .toList();

        assertThat(annotations)
                .containsExactlyInAnyOrder(
                        expectation.area().tag(), expectation.safety().name().toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void hasOneTest(Description expectation) {
        assertThat(expectation.type().getDeclaredMethods())
                .filteredOn(method -> method.isAnnotationPresent(Test.class))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void speaksInOneSentenceWithoutFullStop(Description expectation) {
        assertThat(expectation.statement()).isNotBlank().doesNotEndWith(".");
        assertThat(expectation.remedy()).isNotBlank();
    }

    @Test
    void isNamedSoThatTheBuildFindsIt() {
        classes()
                .that()
                .areAnnotatedWith(Expectation.class)
                .should()
                .haveSimpleNameEndingWith("IT")
                .check(Code.MAIN);
        classes()
                .that()
                .resideInAPackage(Catalogue.PACKAGE + "..")
                .and()
                .haveSimpleNameEndingWith("IT")
                .should()
                .beAnnotatedWith(Expectation.class)
                .check(Code.MAIN);
    }

    @Test
    void coversTheAreasThatThereAreExpectationsFor() {
        assertThat(expectations()).hasSizeGreaterThan(20);
    }
}
