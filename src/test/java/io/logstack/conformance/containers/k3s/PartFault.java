package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.logstack.conformance.stack.Outage;
import java.util.Locale;

/** What can be done to the real parts of a cluster, each for as long as it is wanted. */
enum PartFault {
    GATEWAY_KILLED {
        @Override
        Lasting begin(K3sCluster cluster) {
            Watch watch = cluster.client()
                    .pods()
                    .inNamespace(NAMESPACE)
                    .withLabel(COMPONENT, "gateway")
                    .watch(new Killer(cluster.client()));
            return watch::close;
        }
    },
    OBJECT_STORE_STOPPED {
        @Override
        Lasting begin(K3sCluster cluster) {
            Outage outage = cluster.outage();
            outage.begin();
            return outage::end;
        }
    },
    NODE_PAUSED {
        @Override
        Lasting begin(K3sCluster cluster) {
            return new PausedNode(cluster).begin();
        }
    },
    NETWORK_CUT {
        @Override
        Lasting begin(K3sCluster cluster) {
            NetworkPolicy cut = cut(cluster.storeAddress());
            cluster.client().resource(cut).create();
            return () -> cluster.client().resource(cut).delete();
        }
    };

    private static final String NAMESPACE = "monitoring";
    private static final String COMPONENT = "app.kubernetes.io/component";

    /** Ends what was begun. */
    @FunctionalInterface
    interface Lasting extends AutoCloseable {
        @Override
        void close();
    }

    /** Brings it about; it lasts until the answer is closed. */
    abstract Lasting begin(K3sCluster cluster);

    /** As the matrix calls it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Lets pods go anywhere but to one address; Loki's own are left alone. */
    private static NetworkPolicy cut(String address) {
        return new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName("network-cut")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withPodSelector(new LabelSelectorBuilder()
                        .addNewMatchExpression()
                        .withKey(COMPONENT)
                        .withOperator("NotIn")
                        .withValues("single-binary")
                        .endMatchExpression()
                        .build())
                .withPolicyTypes("Egress")
                .addNewEgress()
                .addNewTo()
                .withNewIpBlock()
                .withCidr("0.0.0.0/0")
                .withExcept(address + "/32")
                .endIpBlock()
                .endTo()
                .endEgress()
                .endSpec()
                .build();
    }

    /** Kills each pod as soon as it runs, so that its readiness is never asked for. */
    private record Killer(KubernetesClient client) implements Watcher<Pod> {
        private static final long AT_ONCE = 0;

        @Override
        public void eventReceived(Action action, Pod pod) {
            boolean runs =
                    pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
            if (action != Action.DELETED && runs && pod.getMetadata().getDeletionTimestamp() == null) {
                client.resource(pod).withGracePeriod(AT_ONCE).delete();
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            throw new IllegalStateException("the gateway's pods are killed no more", cause);
        }
    }
}
