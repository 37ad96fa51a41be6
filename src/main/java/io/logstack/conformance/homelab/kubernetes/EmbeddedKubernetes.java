package io.logstack.conformance.homelab.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.homelab.kubernetes.api.ApiServer;
import io.logstack.conformance.homelab.kubernetes.api.PodPorts;
import io.logstack.conformance.homelab.kubernetes.controller.Controllers;
import io.logstack.conformance.homelab.kubernetes.controller.PodListener;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.workloads.DeclaredLoki;
import java.net.URI;
import java.time.Clock;

/** A Kubernetes of a few nodes inside this JVM: a simulator behind a real socket. Several may run side by side. */
public final class EmbeddedKubernetes implements AutoCloseable {
    private static final String CONTEXT = "homelab";

    private final Store store;
    private final Controllers controllers;
    private final ApiServer server;

    private EmbeddedKubernetes(Store store, Controllers controllers, ApiServer server) {
        this.store = store;
        this.controllers = controllers;
        this.server = server;
    }

    /**
     * Loads the fixtures, lets the controllers come to rest, applies the faults that are on, and opens the port.
     *
     * @throws IllegalArgumentException when a fixture is not what it should be
     * @throws IllegalStateException when the port cannot be opened
     */
    public static EmbeddedKubernetes start(KubernetesOptions options) {
        Clock before = Clock.offset(options.clock(), options.age().negated());
        VersionedObjects objects = new VersionedObjects(new ResourceKinds(), before);
        options.fixtures().load(objects);
        DeclaredLoki declared = options.loki();
        DeclaredLoki loki =
                declared == null ? DeclaredLoki.of(options.fixtures().objects()) : declared;
        Controllers controllers = new Controllers(objects, loki, options.clock(), options.executor(), options.faults());
        try {
            controllers.start();
            objects.setClock(options.clock());
            controllers.applyFaults();
            ApiServer server = new ApiServer(
                    options.port(),
                    options.executor(),
                    objects,
                    controllers.logs(),
                    options.authorizer(),
                    options.bookmarkInterval());
            return new EmbeddedKubernetes(new Store(objects), controllers, server);
        } catch (RuntimeException e) {
            controllers.close();
            throw e;
        }
    }

    /** Where the API server listens. */
    public URI uri() {
        return server.uri();
    }

    /** How a client of this JVM reaches it; nothing of the machine's own kubeconfig is in it. */
    public Config config() {
        Config config = Config.empty();
        config.setMasterUrl(uri().toString());
        config.setNamespace("default");
        config.setRequestRetryBackoffLimit(0);
        return config;
    }

    /** A kubeconfig, as YAML, whose current context is {@code homelab}. */
    public String kubeconfig() {
        return String.join(
                "\n",
                "apiVersion: v1",
                "kind: Config",
                "current-context: " + CONTEXT,
                "clusters:",
                "- name: " + CONTEXT,
                "  cluster:",
                "    server: " + uri(),
                "contexts:",
                "- name: " + CONTEXT,
                "  context:",
                "    cluster: " + CONTEXT,
                "    user: " + CONTEXT,
                "    namespace: default",
                "users:",
                "- name: " + CONTEXT,
                "  user: {}",
                "");
    }

    /** What the pods write to stdout. */
    public PodLogs logs() {
        return controllers.logs();
    }

    /** The cluster's objects. */
    public Store store() {
        return store;
    }

    /**
     * Tells of pods that start, and of those that run already at once; a bare pod's program is what its listeners do. Bare
     * pods that were started before are not told.
     */
    public void onPodStarted(PodListener listener) {
        controllers.listen(listener);
    }

    /** What listens in the pods, to be reached by port-forward and by the API server's proxy from now on; nothing before. */
    public void listening(PodPorts ports) {
        server.listening(ports);
    }

    /** Sets the S3 credentials that the Secret of Loki's environment holds, as far as no fault has it otherwise. */
    public void objectStoreCredentials(String accessKey, String secretKey) {
        controllers.objectStoreCredentials(accessKey, secretKey);
    }

    @Override
    public void close() {
        server.close();
        controllers.close();
    }
}
