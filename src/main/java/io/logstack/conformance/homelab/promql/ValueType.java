package io.logstack.conformance.homelab.promql;

/** What an expression gives, by Prometheus' names. */
enum ValueType {
    SCALAR("scalar"),
    STRING("string"),
    VECTOR("instant vector"),
    MATRIX("range vector");

    private final String label;

    ValueType(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
