package io.logstack.conformance.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever one component answers, a run ends, blames that component, and takes nothing that it got for evidence; in 256 MiB,
 * and without leaving a thread or a socket behind.
 */
class HostileAnswersTest {
    /** Runs wait more than they work. */
    private static final int AT_A_TIME = 6;

    /** No divisor of the number of components. */
    private static final int EVERY = 5;

    private static final Set<Hostility> OF_MEMORY = EnumSet.of(Hostility.HUGE_BODY, Hostility.GZIP_BOMB);

    @TempDir
    private Path directory = Path.of("");

    private record Place(Hostility hostility, Component component, boolean onceItIsThere) {}

    /**
     * Each hostility of two components or more, each component with several, and every body too large for memory. Those that
     * wait for a deadline are left to the whole table: how much fits into a second is a matter of the machine.
     */
    @TestFactory
    Stream<DynamicTest> someOfEach() throws IOException, InterruptedException {
        List<Place> all = places().filter(place -> !place.hostility.waits).toList();
        return judged(IntStream.range(0, all.size())
                .filter(i -> i % EVERY == 0 || isOfMemory(all.get(i)))
                .mapToObj(all::get)
                .toList());
    }

    @TestFactory
    @Tag("soak")
    Stream<DynamicTest> everyHostilityOfEveryComponent() throws IOException, InterruptedException {
        return judged(places().toList());
    }

    private static Stream<Place> places() {
        return Stream.of(Hostility.values())
                .flatMap(hostility -> Stream.of(Component.values())
                        .filter(hostility::concerns)
                        .flatMap(component -> places(hostility, component)));
    }

    private static Stream<Place> places(Hostility hostility, Component component) {
        Place always = new Place(hostility, component, false);
        return component.onceItIsThere().isPresent() && hostility.way == Hostility.Way.ANSWER
                ? Stream.of(always, new Place(hostility, component, true))
                : Stream.of(always);
    }

    private static boolean isOfMemory(Place place) {
        return OF_MEMORY.contains(place.hostility) && !place.onceItIsThere;
    }

    private Stream<DynamicTest> judged(List<Place> places) throws IOException, InterruptedException {
        List<DynamicTest> tests = new ArrayList<>();
        try (HostileTable table = new HostileTable(directory)) {
            List<String> hostile = new ArrayList<>();
            for (Place place : places) {
                hostile.add(
                        place.onceItIsThere
                                ? table.addOnceItIsThere(place.hostility, place.component)
                                : table.add(place.hostility, place.component));
            }
            // The first cells also pay for the process' own start, which a healthy part must not be blamed for.
            List<String> harmless = new ArrayList<>();
            for (Component component : Component.values()) {
                harmless.add(table.addHarmless(component));
            }
            Results results = table.run(AT_A_TIME);
            tests.add(dynamicTest("the process ends, and leaves nothing behind", () -> assertEnded(results)));
            for (String name : harmless) {
                tests.add(dynamicTest(name, () -> assertHarmless(results, name)));
            }
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get(i);
                String name = hostile.get(i);
                String address = table.address(name);
                tests.add(dynamicTest(name, () -> assertSurvived(results, name, address, place)));
            }
        }
        return tests.stream();
    }

    private static void assertEnded(Results results) {
        assertThat(results.exit()).as(results.output()).isEqualTo("0");
        LeftBehind left = Objects.requireNonNull(results.left());
        assertThat(left.threads()).isEmpty();
        assertThat(left.sockets()).isEmpty();
        assertThat(results.output()).doesNotContain("OutOfMemoryError", "ERROR");
    }

    /** What the table takes for granted: the proxies hand on, and the expectations hold then. */
    private static void assertHarmless(Results results, String name) {
        List<Judged.Outcome> asked = asked(results, name);
        assertThat(asked).extracting(Judged.Outcome::verdict).contains("PASS");
    }

    private static void assertSurvived(Results results, String name, String address, Place place) {
        List<Judged.Outcome> asked = asked(results, name);
        assertThat(asked).extracting(Judged.Outcome::verdict).containsAnyOf("FAIL", "INCONCLUSIVE");
        assertThat(asked).allSatisfy(outcome -> {
            assertThat(outcome.verdict()).as(outcome.toString()).isIn("FAIL", "WARN", "INCONCLUSIVE");
            assertThat(outcome.message())
                    .containsPattern(place.component.named())
                    .contains(address)
                    .containsPattern(place.hostility.cause);
        });
    }

    private static List<Judged.Outcome> asked(Results results, String name) {
        Judged judged = Objects.requireNonNull(
                results.judged().get(name), () -> name + " did not come to its end:\n" + results.output());
        return judged.outcomes().stream().filter(Judged.Outcome::askedIt).toList();
    }
}
