package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Metrics;
import java.util.List;
import java.util.function.Supplier;

/** Every Alloy, found anew at each call: pods come and go. */
record AlloyClient(Supplier<List<Agent>> agents) implements Alloy {
    @Override
    public List<Alloy.Instance> instances() {
        return agents.get().stream()
                .<Alloy.Instance>map(agent -> new One(agent.name(), agent.node(), agent))
                .toList();
    }

    private record One(String name, String node, Agent agent) implements Alloy.Instance {
        @Override
        public Metrics metrics() {
            return agent.metrics();
        }
    }
}
