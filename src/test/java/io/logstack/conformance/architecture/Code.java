package io.logstack.conformance.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/** The compiled classes, read once. */
final class Code {
    static final String OURS = "io.logstack.conformance";

    /** The instrument. */
    static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target/classes"));

    /** What calibrates it, without what JMH generates. */
    static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPath(Path.of("target/test-classes"));

    private Code() {}
}
