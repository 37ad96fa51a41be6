package io.logstack.conformance.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "logging-stack-conformance " + (version == null ? "(not run from its jar)" : version),
            "Java " + Runtime.version()
        };
    }
}
