package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import java.lang.reflect.Method;

/** An expectation class, read and checked. */
record CataloguedExpectation(Description description, Method body) {
    String id() {
        return description.id();
    }
}
