package io.logstack.conformance.cli;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Safety;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;

/** What a JUnit tag expression selects from the catalogue, without running JUnit. */
final class TagSelection {
    private TagSelection() {}

    /**
     * The selected expectations, in the catalogue's order.
     *
     * @param expression null for all
     * @throws IllegalArgumentException when the expression cannot be read or selects nothing
     */
    static List<Description> of(List<Description> catalogue, @Nullable String expression) {
        if (expression == null || expression.isBlank()) {
            return catalogue;
        }
        PostDiscoveryFilter filter;
        try {
            filter = TagFilter.includeTags(expression);
        } catch (JUnitException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is no tag expression: " + e.getMessage() + "; accepted: " + accepted(), e);
        }
        List<Description> selected = catalogue.stream()
                .filter(expectation -> filter.apply(new Tagged(expectation)).included())
                .toList();
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("'" + expression + "' selects no expectation; accepted: " + accepted());
        }
        return selected;
    }

    private static String accepted() {
        String tags = Stream.concat(
                        Arrays.stream(Area.values()).map(Area::tag),
                        Arrays.stream(Safety.values()).map(TagSelection::tag))
                .collect(Collectors.joining(", "));
        return "the tags " + tags + ", with !, &, | and parentheses, such as 'ingestion & !disrupt'";
    }

    static String tag(Safety safety) {
        return safety.name().toLowerCase(Locale.ROOT);
    }

    /** An expectation as JUnit's filters see it. */
    private static final class Tagged extends AbstractTestDescriptor {
        private final Description expectation;

        Tagged(Description expectation) {
            super(UniqueId.forEngine("catalogue").append("expectation", expectation.id()), expectation.id());
            this.expectation = expectation;
        }

        @Override
        public Set<TestTag> getTags() {
            Set<TestTag> tags = new LinkedHashSet<>();
            tags.add(TestTag.create(expectation.area().tag()));
            tags.add(TestTag.create(tag(expectation.safety())));
            return tags;
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }
}
