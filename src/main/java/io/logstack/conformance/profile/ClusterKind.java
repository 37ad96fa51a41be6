package io.logstack.conformance.profile;

/** What the containers tier runs the stack in. */
public enum ClusterKind {
    /** A cluster of k3s, with all parts in it. */
    K3S,
    /** No cluster: Loki and its object store alone. */
    NONE
}
