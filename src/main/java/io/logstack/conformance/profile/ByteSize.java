package io.logstack.conformance.profile;

/** A number of bytes, written as Kubernetes quantities are: {@code 256Ki}, {@code 2Gi}, {@code 10G}, {@code 4096}. */
public record ByteSize(long bytes) {}
