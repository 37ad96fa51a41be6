package io.logstack.conformance.catalog;

import java.lang.annotation.ElementType;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** An expectation of area {@link Area#RETAIN}. */
@Target(ElementType.TYPE)
@java.lang.annotation.Retention(RetentionPolicy.RUNTIME)
@Tag("retention")
public @interface Retention {}
