package io.logstack.conformance.junit;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the suite's expectations as a build tool does: by JUnit's own launcher, told only by system properties. */
final class BuildToolRun {
    private BuildToolRun() {}

    public static void main(String... arguments) {
        LauncherFactory.create()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectPackage(Catalogue.PACKAGE))
                        .filters(TagFilter.includeTags(arguments[0]))
                        .build());
    }
}
