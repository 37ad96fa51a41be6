package io.logstack.conformance.stack.access;

/** A pod's port. */
record PodPort(String namespace, String pod, int port) {
    /** As messages name it. */
    @Override
    public String toString() {
        return "pod " + namespace + "/" + pod + ", port " + port;
    }
}
