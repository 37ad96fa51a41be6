package io.logstack.conformance.expectations.assertions;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.logstack.conformance.expectations.cluster.ServiceEndpoints;

/** Asserts about where a Service leads. */
public final class ServiceEndpointsAssert extends StackAssert<ServiceEndpointsAssert, ServiceEndpoints> {
    ServiceEndpointsAssert(ServiceEndpoints actual) {
        super(actual, ServiceEndpointsAssert.class);
    }

    @CanIgnoreReturnValue
    public ServiceEndpointsAssert leadsToReadyEndpoints() {
        String where = "Service " + actual.service();
        if (!actual.exists()) {
            throw violated("a Service with ready endpoints", "no such Service", where);
        }
        if (actual.ready().isEmpty()) {
            throw violated(
                    "a Service with ready endpoints",
                    "none ready"
                            + (actual.unready().isEmpty() ? " and none at all" : ", not ready: " + actual.unready()),
                    where);
        }
        return this;
    }
}
