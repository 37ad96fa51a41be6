package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.stack.Loki;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A malformed expectation is refused before anything runs, with what is wrong about it. */
class CatalogueTest {
    @Test
    void isSortedByAreaAndNumberAndHasWhatIsNeeded() {
        Catalogue catalogue = Catalogue.of(List.of(Chain.Top.class, Fixtures.Fails.class, Fixtures.Passes.class));
        assertThat(catalogue.descriptions())
                .extracting(Description::id)
                .containsExactly("HEALTH-01", "HEALTH-02", "STORAGE-01", "STORAGE-02", "STORAGE-03", "QUERY-01");
    }

    @Test
    void theSuitesOwnIsWellFormed() {
        assertThat(Catalogue.ofSuite().descriptions()).isNotEmpty();
    }

    @Test
    void refusesACycleAndNamesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(First.class)))
                .withMessage("prerequisites form a cycle: HEALTH-21 → HEALTH-22 → HEALTH-23 → HEALTH-21");
    }

    @Test
    void refusesTheSameIdTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(Fixtures.Passes.class, Twin.class)))
                .withMessageContaining("both have the ID HEALTH-01");
    }

    @Test
    void refusesAClassThatIsNoExpectation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(String.class)))
                .withMessageContaining("java.lang.String carries no @Expectation");
    }

    @Test
    void namesAllMistakesOfAClassAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(Malformed.class)))
                .withMessageContaining("has 2 @Test methods")
                .withMessageContaining("has a life cycle method")
                .withMessageContaining("has the tags [observe, storage]; its ID and safety ask for [health, observe]")
                .withMessageContaining("asks for a java.lang.String; what can be injected is Alloy,")
                .withMessageContaining("asks for a Loki and does not require LOKI");
    }

    @Test
    void refusesAClassWithoutABody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(Bodiless.class)))
                .withMessageContaining("has 0 @Test methods; an expectation has exactly one");
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-21",
            level = Level.MUST,
            runbook = RunbookSection.OVERVIEW,
            statement = "First",
            remedy = "Nothing.",
            prerequisites = Second.class)
    static class First {
        @Test
        void judge(Evidence evidence) {}
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-22",
            level = Level.MUST,
            runbook = RunbookSection.OVERVIEW,
            statement = "Second",
            remedy = "Nothing.",
            prerequisites = {Fixtures.Passes.class, Third.class})
    static class Second {
        @Test
        void judge(Evidence evidence) {}
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-23",
            level = Level.MUST,
            runbook = RunbookSection.OVERVIEW,
            statement = "Third",
            remedy = "Nothing.",
            prerequisites = First.class)
    static class Third {
        @Test
        void judge(Evidence evidence) {}
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-01",
            level = Level.MUST,
            runbook = RunbookSection.OVERVIEW,
            statement = "Twin",
            remedy = "Nothing.")
    static class Twin {
        @Test
        void judge(Evidence evidence) {}
    }

    @Health
    @Observe
    @Expectation(
            id = "HEALTH-24",
            level = Level.MUST,
            runbook = RunbookSection.OVERVIEW,
            statement = "Bodiless",
            remedy = "Nothing.")
    static class Bodiless {}

    @Storage
    @Observe
    @Expectation(
            id = "HEALTH-25",
            level = Level.MUST,
            runbook = RunbookSection.OVERVIEW,
            statement = "Malformed",
            remedy = "Nothing.")
    static class Malformed {
        @BeforeEach
        void prepare() {}

        @Test
        void judge(String text) {}

        @Test
        void judgeAgain(Loki loki) {}
    }
}
