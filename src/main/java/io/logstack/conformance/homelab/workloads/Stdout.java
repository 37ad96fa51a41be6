package io.logstack.conformance.homelab.workloads;

/** Where containers write. */
@FunctionalInterface
public interface Stdout {
    /** Writes a line; one to a container that does not run is lost. */
    void write(Container container, String line);
}
