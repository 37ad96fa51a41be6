package io.logstack.conformance.containers.k3s;

import io.logstack.conformance.containers.docker.Publishing;
import org.testcontainers.DockerClientFactory;

/** Where published ports are reached. */
final class Loopback {
    private Loopback() {}

    /** This machine's are published on 127.0.0.1, while localhost may mean ::1 first. */
    static String host() {
        return Publishing.onLoopback()
                ? "127.0.0.1"
                : DockerClientFactory.instance().dockerHostIpAddress();
    }
}
