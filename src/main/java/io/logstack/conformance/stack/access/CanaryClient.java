package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Canary;
import io.logstack.conformance.stack.Metrics;
import java.util.List;
import java.util.function.Supplier;

/** Every canary, found anew at each call: pods come and go. */
record CanaryClient(Supplier<List<Agent>> agents) implements Canary {
    @Override
    public List<Canary.Instance> instances() {
        return agents.get().stream()
                .<Canary.Instance>map(agent -> new One(agent.name(), agent.node(), agent))
                .toList();
    }

    private record One(String name, String node, Agent agent) implements Canary.Instance {
        @Override
        public Metrics metrics() {
            return agent.metrics();
        }
    }
}
