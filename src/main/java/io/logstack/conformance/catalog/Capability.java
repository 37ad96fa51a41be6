package io.logstack.conformance.catalog;

/** A part of the stack that a tier can reach or not. What an expectation requires and a tier lacks is NOT-APPLICABLE. */
public enum Capability {
    KUBERNETES("a Kubernetes API"),
    LOKI("Loki's HTTP API"),
    GATEWAY("Loki's gateway"),
    ALLOY("the HTTP endpoint of every Alloy"),
    CANARY("the HTTP endpoint of every Loki canary"),
    OBJECT_STORE("the S3 endpoint of the object store"),
    ROOK("Rook's custom resources (CephCluster, CephObjectStore, ObjectBucketClaim)"),
    FLUX("Flux's custom resources (HelmRelease and its sources)"),
    PROMETHEUS("Prometheus' HTTP API"),
    GRAFANA("Grafana's HTTP API"),
    OUTAGE("a switch that takes the object store away for a while"),
    THROW_AWAY("a stack that was made for this run and is thrown away after it");

    private final String description;

    Capability(String description) {
        this.description = description;
    }

    /** A noun phrase for messages: "needs {description}". */
    public String description() {
        return description;
    }
}
