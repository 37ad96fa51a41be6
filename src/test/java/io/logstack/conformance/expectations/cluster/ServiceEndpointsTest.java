package io.logstack.conformance.expectations.cluster;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceEndpointsTest {
    @Test
    void aReadyAddressSuffices() {
        assertThat(ServiceEndpoints.of("monitoring/loki-gateway", true, List.of(slice(false), slice(true))))
                .leadsToReadyEndpoints();
    }

    @Test
    void anUnknownReadinessIsToBeReadAsReady() {
        assertThat(ServiceEndpoints.of("monitoring/loki-gateway", true, List.of(slice(null))))
                .leadsToReadyEndpoints();
    }

    @Test
    void noReadyAddressIsNamed() {
        violated(ServiceEndpoints.of("monitoring/loki-gateway", true, List.of(slice(false))), "not ready: [10.0.0.1]");
    }

    @Test
    void noSliceIsNoEvidence() {
        violated(ServiceEndpoints.of("monitoring/loki-gateway", true, List.of()), "none at all");
        violated(
                ServiceEndpoints.of("monitoring/loki-gateway", true, List.of(new EndpointSliceBuilder().build())),
                "none at all");
    }

    @Test
    void endpointsOfAServiceThatIsGoneDoNotCount() {
        violated(ServiceEndpoints.of("monitoring/loki-gateway", false, List.of(slice(true))), "no such Service");
    }

    private static void violated(ServiceEndpoints endpoints, String words) {
        assertThatThrownBy(() -> assertThat(endpoints).leadsToReadyEndpoints())
                .hasMessageContainingAll(words, "Service monitoring/loki-gateway");
    }

    private static EndpointSlice slice(@Nullable Boolean ready) {
        return new EndpointSliceBuilder()
                .addNewEndpoint()
                .withAddresses("10.0.0.1")
                .withNewConditions()
                .withReady(ready)
                .endConditions()
                .endEndpoint()
                .build();
    }
}
